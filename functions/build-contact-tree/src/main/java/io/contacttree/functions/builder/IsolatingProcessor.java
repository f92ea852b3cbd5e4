package io.contacttree.functions.builder;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.store.FailureWithoutText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a message that meets a fault of ours from failing its neighbours: a batch that throws is
 * built once more, each message by itself.
 *
 * <p>Building twice does no harm: what the first attempt wrote satisfies the second.
 */
final class IsolatingProcessor implements ClaimProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(IsolatingProcessor.class);

  private final ClaimProcessor claimProcessor;

  IsolatingProcessor(ClaimProcessor claimProcessor) {
    this.claimProcessor = Objects.requireNonNull(claimProcessor);
  }

  /** Returns outcomes without those of the messages that met a fault. */
  @Override
  public Map<String, Outcome> build(List<ClaimMessage> messages, Deadline deadline) {
    if (messages.isEmpty()) {
      return Map.of();
    }
    try {
      return claimProcessor.build(messages, deadline);
    } catch (RuntimeException fault) {
      logged(messages, fault);
      return messages.size() == 1 ? Map.of() : oneByOne(messages, deadline);
    }
  }

  private Map<String, Outcome> oneByOne(List<ClaimMessage> messages, Deadline deadline) {
    Map<String, Outcome> outcomes = new HashMap<>();
    messages.forEach(message -> outcomes.putAll(build(List.of(message), deadline)));
    return outcomes;
  }

  private static void logged(List<ClaimMessage> messages, RuntimeException fault) {
    LOG.error(
        "fault",
        entry("messages", messages.size()),
        entry("contact_id", messages.getFirst().claim().contact().value()),
        FailureWithoutText.of(fault));
  }
}
