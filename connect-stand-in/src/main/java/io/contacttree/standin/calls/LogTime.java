package io.contacttree.standin.calls;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in the call log: UTC with milliseconds, never fewer digits. */
final class LogTime {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private LogTime() {}

  static String iso(Instant time) {
    return MILLIS.format(time);
  }
}
