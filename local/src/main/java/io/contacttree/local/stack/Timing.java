package io.contacttree.local.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.util.Map;

/**
 * How long things take, where production takes longer; seconds unless said otherwise.
 *
 * @param window how long the queue delays every message
 * @param readLag how long after a contact's end a list is sure to show it
 * @param settleFirst the delay of the first settle read
 * @param settleLongest the longest delay of a settle read
 * @param settleMax how many settle reads a tree gets
 * @param maximumReceives how often a message is received before it is a dead letter
 * @param retryFirst the delay before a message's second delivery
 * @param retryLongest the longest delay between deliveries
 */
public record Timing(
    int window,
    int readLag,
    int settleFirst,
    int settleLongest,
    int settleMax,
    int maximumReceives,
    int retryFirst,
    int retryLongest) {

  /** Returns the settings of the functions that these are, by their names in production. */
  Map<String, String> settings() {
    return Map.of(
        "WINDOW_SECONDS", Integer.toString(window),
        "READ_LAG_SECONDS", Integer.toString(readLag),
        "SETTLE_FIRST_SECONDS", Integer.toString(settleFirst),
        "SETTLE_LONGEST_SECONDS", Integer.toString(settleLongest),
        "SETTLE_MAX", Integer.toString(settleMax),
        "RETRY_DELAY_FIRST_SECONDS", Integer.toString(retryFirst),
        "RETRY_DELAY_LONGEST_SECONDS", Integer.toString(retryLongest));
  }

  /** Returns it as the endpoints file shows it. */
  ObjectNode toJson(int workers) {
    return Json.object()
        .put("window_s", window)
        .put("read_lag_s", readLag)
        .put("settle_first_s", settleFirst)
        .put("settle_max", settleMax)
        .put("max_receives", maximumReceives)
        .put("workers", workers);
  }
}
