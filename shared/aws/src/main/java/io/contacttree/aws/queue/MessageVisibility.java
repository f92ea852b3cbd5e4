package io.contacttree.aws.queue;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Says when messages that are given back come again. */
public interface MessageVisibility {

  /**
   * Hides messages that are being given back for a while.
   *
   * <p>Never throws: a message that could not be hidden comes again when the queue's own visibility
   * time-out ends.
   *
   * @param delays for each message's receipt handle how long it stays away, 0 to 12 hours
   * @return the receipt handles that could not be hidden
   */
  Set<String> hide(Map<String, Duration> delays);
}
