package io.contacttree.functions.builder;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.lambda.logging.FunctionLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a message that meets a fault of ours from failing its neighbours: a batch that throws is
 * built once more, each message by itself.
 *
 * <p>Building twice does no harm: what the first attempt wrote satisfies the second.
 */
record IsolatingProcessor(ClaimProcessor claimProcessor) implements ClaimProcessor {
  private static final FunctionLog LOG = new FunctionLog(IsolatingProcessor.class);

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
        Map.of(
            "messages", messages.size(),
            "contact_id", messages.getFirst().claim().contact().value()),
        fault);
  }
}
