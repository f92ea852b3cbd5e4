package io.contacttree.functions.builder;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.lambda.metrics.Metrics;
import java.time.Duration;

/**
 * Counts what building does, and passes on what it hears.
 *
 * @param next hears the same
 */
record BuildMetrics(Metrics metrics, BuildListener next) implements BuildListener {

  @Override
  public void written(ContactTree tree) {
    metrics.count("trees_written");
    metrics.count("contacts_written", tree.facts().contactCount());
    metrics.count("references_written", tree.facts().referenceCount());
    next.written(tree);
  }

  @Override
  public void unchanged(InstanceId instance, ContactId contact) {
    next.unchanged(instance, contact);
  }

  @Override
  public void unknown(InstanceId instance, ContactId contact) {
    metrics.count("claims_of_unknown_contacts");
    next.unknown(instance, contact);
  }

  @Override
  public void decided(ClaimMessage message, Outcome outcome) {
    next.decided(message, outcome);
  }

  @Override
  public void settling(InstanceId instance, ContactId contact, Duration delay) {
    metrics.count("settle_messages_sent");
    next.settling(instance, contact, delay);
  }

  @Override
  public void contended(InstanceId instance, ContactId contact) {
    metrics.count("writes_contended");
    next.contended(instance, contact);
  }
}
