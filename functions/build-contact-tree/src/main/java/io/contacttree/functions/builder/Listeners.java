package io.contacttree.functions.builder;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.domain.tree.ContactTree;
import java.time.Duration;

/** Two listeners that hear the same. */
record Listeners(BuildListener one, BuildListener other) implements BuildListener {

  @Override
  public void written(ContactTree tree) {
    one.written(tree);
    other.written(tree);
  }

  @Override
  public void unchanged(InstanceId instance, ContactId contact) {
    one.unchanged(instance, contact);
    other.unchanged(instance, contact);
  }

  @Override
  public void decided(ClaimMessage message, Outcome outcome) {
    one.decided(message, outcome);
    other.decided(message, outcome);
  }

  @Override
  public void settling(InstanceId instance, ContactId contact, Duration delay) {
    one.settling(instance, contact, delay);
    other.settling(instance, contact, delay);
  }

  @Override
  public void contended(InstanceId instance, ContactId contact) {
    one.contended(instance, contact);
    other.contended(instance, contact);
  }
}
