package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call log says of one API.
 *
 * @param calls the attempts that arrived
 * @param throttled those answered with 429
 * @param mostAboveRate the most attempts in any interval beyond rate × seconds; the sum of the
 *     buckets' capacities is the most that is allowed
 */
record CallFigures(long calls, long throttled, double mostAboveRate) {
  static final String LIST = "ListAssociatedContacts";
  static final String REFERENCES = "ListContactReferences";
  private static final int TOO_MANY = 429;

  /**
   * Returns the figures of one API; {@code rate} is what all workers together may do in a second.
   */
  static CallFigures of(List<JsonNode> log, String api, double rate) {
    long calls = 0;
    long throttled = 0;
    double most = 0;
    double least = Double.MAX_VALUE;
    for (JsonNode call : log) {
      if (!call.path("api").asText().equals(api)) {
        continue;
      }
      double beyond = calls - rate * call.path("at_ms").asLong() / 1_000;
      calls++;
      // The largest of (number of attempts - rate x seconds) over all intervals, in one pass.
      least = Math.min(least, beyond);
      most = Math.max(most, beyond + 1 - least);
      throttled += call.path("status").asInt() == TOO_MANY ? 1 : 0;
    }
    return new CallFigures(calls, throttled, most);
  }

  /** Returns when each contact's references were first asked for. */
  static Map<String, Long> firstReferenceReads(List<JsonNode> log) {
    Map<String, Long> first = new HashMap<>();
    for (JsonNode call : log) {
      if (call.path("api").asText().equals(REFERENCES)) {
        first.merge(call.path("contact_id").asText(), call.path("at_ms").asLong(), Math::min);
      }
    }
    return first;
  }
}
