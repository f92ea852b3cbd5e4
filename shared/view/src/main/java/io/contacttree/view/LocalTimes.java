package io.contacttree.view;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/**
 * Times as people read them, in one zone: {@code 2026-03-02 10:15:30}. Written by hand, since
 * formatters load far more classes than a picture needs.
 *
 * @param zone the zone
 */
record LocalTimes(ZoneId zone) {

  /** Returns date and time to the second. */
  String dateAndTime(Instant instant) {
    return date(instant) + " " + time(instant);
  }

  /** Returns the date. */
  String date(Instant instant) {
    return local(instant).toLocalDate().toString();
  }

  /** Returns the time to the second. */
  String time(Instant instant) {
    LocalDateTime local = local(instant);
    return minutes(local) + ":" + twoDigits(local.getSecond());
  }

  /** Returns the time to the minute. */
  String minutes(Instant instant) {
    return minutes(local(instant));
  }

  /** Returns whether two moments are on the same day. */
  boolean isSameDay(Instant one, Instant other) {
    return day(one).equals(day(other));
  }

  LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, zone);
  }

  /** Returns the time to the millisecond with its offset, as the document shows it in UTC. */
  String exact(Instant instant) {
    ZoneOffset offset = zone.getRules().getOffset(instant);
    String millis =
        Integer.toString(1000 + local(instant).get(ChronoField.MILLI_OF_SECOND)).substring(1);
    return date(instant) + "T" + time(instant) + "." + millis + offset.getId();
  }

  private LocalDate day(Instant instant) {
    return local(instant).toLocalDate();
  }

  private static String minutes(LocalDateTime local) {
    return twoDigits(local.getHour()) + ":" + twoDigits(local.getMinute());
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
