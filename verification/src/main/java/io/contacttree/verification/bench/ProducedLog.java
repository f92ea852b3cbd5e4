package io.contacttree.verification.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the building function says of its own work, in the lines it writes for CloudWatch.
 *
 * @param invocations how often it ran
 * @param messages the messages it was given
 * @param settleMessages the messages it sent to look again later
 * @param bytes the size of its lines
 */
record ProducedLog(long invocations, long messages, long settleMessages, long bytes) {
  private static final Pattern NAMED = Pattern.compile("functions log to (.+)");

  /** Reads the log that a stack names when it starts; lines of others in it do not count. */
  static ProducedLog read(Path stackLog) throws IOException {
    Matcher named = NAMED.matcher(Files.readString(stackLog));
    if (!named.find()) {
      throw new IOException("The stack names no log of its functions.");
    }
    ProducedLog sum = new ProducedLog(0, 0, 0, 0);
    for (String line : Files.readAllLines(Path.of(named.group(1)))) {
      sum = sum.plus(line);
    }
    return sum;
  }

  private ProducedLog plus(String line) {
    JsonNode fields = fields(line);
    if (!fields.has("_aws") && !fields.has("function_arn")) {
      return this;
    }
    return new ProducedLog(
        invocations + (fields.has("_aws") ? 1 : 0),
        messages + count(fields, "messages"),
        settleMessages + count(fields, "settle_messages_sent"),
        bytes + line.getBytes(StandardCharsets.UTF_8).length + 1);
  }

  /** Counts are taken from the metrics alone, not from the line that says the same in words. */
  private static long count(JsonNode fields, String name) {
    return fields.has("_aws") ? fields.path(name).asLong() : 0;
  }

  private static JsonNode fields(String line) {
    try {
      return Json.read(line);
    } catch (JsonProcessingException notALineOfTheFunction) {
      return Json.object();
    }
  }

  /** Returns the figures as lines of a report. */
  List<String> lines() {
    return List.of(
        "Invocations: %d, with %.1f messages each; %.0f bytes of log a message."
            .formatted(invocations, (double) messages / invocations, (double) bytes / messages),
        "Settle messages: %d.".formatted(settleMessages));
  }
}
