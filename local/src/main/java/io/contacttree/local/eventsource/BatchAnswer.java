package io.contacttree.local.eventsource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.http.Json;
import java.util.HashSet;
import java.util.Set;

/**
 * What a function's answer says about the messages of its batch, by the rules of an SQS event
 * source mapping.
 */
sealed interface BatchAnswer {

  /** Some or all succeeded; the named ones, perhaps none, did not. */
  record Failures(Set<String> messageIds) implements BatchAnswer {
    /** Copies the ids. */
    public Failures {
      messageIds = Set.copyOf(messageIds);
    }
  }

  /** The answer makes no sense, so the whole batch counts as failed. */
  record AllFailed(String reason) implements BatchAnswer {}

  /** Reads an answer. */
  static BatchAnswer read(String json, Set<String> messageIds) {
    JsonNode answer;
    try {
      answer = Json.read(json);
    } catch (JsonProcessingException notJson) {
      return new AllFailed("The answer is not JSON.");
    }
    JsonNode failures = answer.path("batchItemFailures");
    if (failures.isMissingNode() || failures.isNull()) {
      return new Failures(Set.of());
    }
    if (!failures.isArray()) {
      return new AllFailed("batchItemFailures is no list.");
    }
    Set<String> failed = new HashSet<>();
    for (JsonNode failure : failures) {
      JsonNode id = failure.path("itemIdentifier");
      if (!id.isTextual() || !messageIds.contains(id.asText())) {
        return new AllFailed("The answer names a message that is not in the batch: " + id);
      }
      failed.add(id.asText());
    }
    return new Failures(failed);
  }
}
