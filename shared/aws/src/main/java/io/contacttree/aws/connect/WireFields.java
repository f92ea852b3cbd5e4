package io.contacttree.aws.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.aws.json.Texts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Reads the fields of one page, and counts what is there but cannot be read: it is absent. */
final class WireFields {
  /** Times that the document can hold end before the year 10000. */
  private static final BigDecimal TOO_LATE =
      BigDecimal.valueOf(Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond());

  private int leftOut;

  /** Returns a field that is a text. */
  Optional<String> text(JsonNode object, String name) {
    JsonNode field = object.path(name);
    if (field.isTextual()) {
      return Optional.of(Texts.wellFormed(field.textValue()));
    }
    leaveOutIfPresent(field);
    return Optional.empty();
  }

  /** Returns a field that is a time: a number of seconds since 1970, with any decimals. */
  Optional<Instant> time(JsonNode object, String name) {
    JsonNode field = object.path(name);
    Optional<Instant> time = field.isNumber() ? time(field) : Optional.empty();
    if (time.isEmpty()) {
      leaveOutIfPresent(field);
    }
    return time;
  }

  /** Counts one part that cannot be read. */
  void leaveOut() {
    leftOut++;
  }

  /** Returns how many parts could not be read. */
  int leftOut() {
    return leftOut;
  }

  private void leaveOutIfPresent(JsonNode field) {
    if (!field.isMissingNode() && !field.isNull()) {
      leaveOut();
    }
  }

  private static Optional<Instant> time(JsonNode number) {
    if (!Double.isFinite(number.doubleValue())) {
      return Optional.empty();
    }
    // The shortest decimal number that is read as this double: what was sent, to the microsecond.
    BigDecimal seconds = BigDecimal.valueOf(number.doubleValue());
    return seconds.signum() >= 0 && seconds.compareTo(TOO_LATE) < 0
        ? Optional.of(Instant.ofEpochMilli(seconds.movePointRight(3).longValue()))
        : Optional.empty();
  }
}
