package io.contacttree.standin.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Times as Amazon Connect writes them: a JSON number of epoch seconds with three decimals. */
public final class WireTime {
  /** The end of the year 9999: what lies behind it is a number of milliseconds, not of seconds. */
  private static final BigDecimal LATEST_SECOND = BigDecimal.valueOf(253_402_300_799L);

  private static final int MOST_DECIMALS = 30;

  private WireTime() {}

  /** Returns the number for the wire. */
  public static JsonNode write(Instant time) {
    return DecimalNode.valueOf(BigDecimal.valueOf(time.toEpochMilli(), 3));
  }

  /**
   * Reads a time: ISO-8601 with an offset, or epoch seconds as a number; cut to milliseconds.
   *
   * @throws DateTimeException with a message that says what to write instead
   */
  public static Instant read(JsonNode value) {
    if (value.isTextual()) {
      return iso(value.textValue());
    }
    if (!value.isNumber()) {
      throw new DateTimeException(
          "must be a time such as \"2026-03-02T10:05:00.120Z\" or epoch seconds");
    }
    BigDecimal seconds = value.decimalValue();
    if (seconds.scale() > MOST_DECIMALS) {
      throw new DateTimeException("must have at most " + MOST_DECIMALS + " decimals");
    }
    if (seconds.compareTo(LATEST_SECOND) > 0 || seconds.compareTo(LATEST_SECOND.negate()) < 0) {
      throw new DateTimeException("must be epoch seconds; " + value + " looks like milliseconds");
    }
    return Instant.ofEpochMilli(
        seconds.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact());
  }

  private static Instant iso(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      throw new DateTimeException(
          "must be a time such as \"2026-03-02T10:05:00.120Z\" or epoch seconds, not \""
              + text
              + "\"",
          e);
    }
  }
}
