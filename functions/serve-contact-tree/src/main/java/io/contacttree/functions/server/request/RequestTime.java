package io.contacttree.functions.server.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time in a request: an ISO-8601 moment with its offset, or a date, which means its midnight in
 * UTC.
 */
final class RequestTime {
  static final String FORM =
      "must be a time such as 2026-03-02T10:15:30Z or 2026-03-02T11:15:30+01:00, or a date";

  private static final int LONGEST = 64;

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  // A plus sign that was not percent-encoded arrives as a blank.
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?)"
              + "(?:(?<=[.,][0-9]{9})[0-9]+)?"
              + "(Z|[ +-][0-9]{2}(?::?[0-9]{2})?)");

  private RequestTime() {}

  /** Returns the moment that a text names, cut to milliseconds; empty where it names none. */
  static Optional<Instant> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      if (DATE.matcher(text).matches()) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      Matcher time = TIME.matcher(text);
      return time.matches()
          ? Optional.of(
              LocalDateTime.parse(time.group(1).replace(',', '.'))
                  .toInstant(offset(time.group(2)))
                  .truncatedTo(ChronoUnit.MILLIS))
          : Optional.empty();
    } catch (DateTimeException noSuchMoment) {
      return Optional.empty();
    }
  }

  private static ZoneOffset offset(String text) {
    return ZoneOffset.of(text.replace(' ', '+'));
  }
}
