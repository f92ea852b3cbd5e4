package io.contacttree.local.stack;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.domain.tree.ContactTree;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the documents that all workers write, and lets another listener hear everything.
 * Thread-safe.
 */
final class DocumentCounts implements BuildListener {

  private final BuildListener next;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong unchanged = new AtomicLong();

  DocumentCounts(BuildListener next) {
    this.next = next;
  }

  long writtenSoFar() {
    return written.get();
  }

  long unchangedSoFar() {
    return unchanged.get();
  }

  @Override
  public void written(ContactTree tree) {
    written.incrementAndGet();
    next.written(tree);
  }

  @Override
  public void unchanged(InstanceId instance, ContactId contact) {
    unchanged.incrementAndGet();
    next.unchanged(instance, contact);
  }

  @Override
  public void decided(ClaimMessage message, Outcome outcome) {
    next.decided(message, outcome);
  }

  @Override
  public void settling(InstanceId instance, ContactId contact, Duration delay) {
    next.settling(instance, contact, delay);
  }

  @Override
  public void contended(InstanceId instance, ContactId contact) {
    next.contended(instance, contact);
  }
}
