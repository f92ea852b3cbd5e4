package io.contacttree.aws.dynamodb.read;

import java.time.Duration;

/** Waits; a port, so that tests do not. */
@FunctionalInterface
public interface Pause {
  /** Waits on this thread; an interrupted wait ends early and leaves the thread interrupted. */
  Pause SLEEP =
      time -> {
        try {
          Thread.sleep(time);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
        }
      };

  void of(Duration time);
}
