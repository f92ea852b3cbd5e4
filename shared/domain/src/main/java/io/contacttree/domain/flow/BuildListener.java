package io.contacttree.domain.flow;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.tree.ContactTree;
import java.time.Duration;

/** Hears what building does, for metrics, logs and the local stack; it must not throw. */
public interface BuildListener {
  /** Hears nothing. */
  BuildListener NONE = new BuildListener() {};

  /** A revision became visible. */
  default void written(ContactTree tree) {}

  /** Claims of a tree brought nothing new: no call, no write. */
  default void unchanged(InstanceId instance, ContactId contact) {}

  /** A claim was about a contact that neither the store nor Amazon Connect knows. */
  default void unknown(InstanceId instance, ContactId contact) {}

  /** A message got its outcome. */
  default void decided(ClaimMessage message, Outcome outcome) {}

  /** A settle message was sent. */
  default void settling(InstanceId instance, ContactId contact, Duration delay) {}

  /** A writer was faster; the merge is tried again. */
  default void contended(InstanceId instance, ContactId contact) {}
}
