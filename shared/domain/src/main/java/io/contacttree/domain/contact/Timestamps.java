package io.contacttree.domain.contact;

import java.time.Instant;
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
    return Instant.parse(text);
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
