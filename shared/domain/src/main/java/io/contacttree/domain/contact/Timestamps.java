package io.contacttree.domain.contact;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The one way in which times are read and written: ISO-8601, UTC, always three decimals. */
public final class Timestamps {
  /**
   * Amazon Connect writes times of 1970 for "not yet" (contact events, sample of
   * CONTACT_DATA_UPDATED).
   */
  private static final Instant FIRST_REAL = Instant.parse("1971-01-01T00:00:00Z");

  private static final Instant LAST_REAL = Instant.parse("9999-12-31T23:59:59.999Z");

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final char DIGIT = '0';
  private static final String FORM = "0000-00-00T00:00:00.000Z";
  private static final int NANOS_OF_A_MILLISECOND = 1_000_000;

  private Timestamps() {}

  /** Returns the time as the document shows it, cut to milliseconds. */
  public static String format(Instant time) {
    return MILLISECONDS.format(time);
  }

  /**
   * Returns a time that {@link #format} wrote; throws {@link DateTimeParseException} for anything
   * else.
   */
  public static Instant stored(String text) {
    return fixedForm(text).orElseGet(() -> Instant.parse(text));
  }

  /**
   * A document has several times a contact: a general parser would be what reading it costs most.
   */
  private static Optional<Instant> fixedForm(String text) {
    if (text.length() != FORM.length()) {
      return Optional.empty();
    }
    for (int place = 0; place < FORM.length(); place++) {
      char wanted = FORM.charAt(place);
      char found = text.charAt(place);
      if (wanted == DIGIT ? found < '0' || found > '9' : found != wanted) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  number(text, 0, 4),
                  number(text, 5, 7),
                  number(text, 8, 10),
                  number(text, 11, 13),
                  number(text, 14, 16),
                  number(text, 17, 19),
                  number(text, 20, 23) * NANOS_OF_A_MILLISECOND)
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noSuchTime) {
      return Optional.empty();
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /**
   * Returns the time an outside source wrote, or empty where it is no time or stands for "not yet".
   */
  public static Optional<Instant> parse(String text) {
    try {
      return real(OffsetDateTime.parse(text.trim()).toInstant());
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  /**
   * Returns the time cut to milliseconds, or empty where it stands for "not yet" or cannot be
   * written.
   */
  public static Optional<Instant> real(Instant time) {
    return time.isBefore(FIRST_REAL) || time.isAfter(LAST_REAL)
        ? Optional.empty()
        : Optional.of(time.truncatedTo(ChronoUnit.MILLIS));
  }
}
