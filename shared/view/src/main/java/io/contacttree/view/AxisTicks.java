package io.contacttree.view;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The labels of an axis: round times at readable distances, and where each stretch begins.
 *
 * @param scale where times stand
 * @param times how times are written
 * @param pixels how wide the axis is drawn at least
 */
record AxisTicks(TimeScale scale, LocalTimes times, int pixels) {
  private static final double FONT = PictureStyle.AXIS_FONT;
  private static final int SPACE = 14;
  private static final int NARROWEST_STEP = 76;
  private static final int MOST_STEPS = 200;

  private static final List<Duration> STEPS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(7),
          Duration.ofDays(14),
          Duration.ofDays(28),
          Duration.ofDays(91),
          Duration.ofDays(364),
          Duration.ofDays(3640));

  /**
   * One label.
   *
   * @param at where it stands, in percent
   * @param label the time
   * @param date the date, where it is said neither by the label nor by the one before
   * @param anchor the side of the label that stands there: start, middle or end
   */
  record Tick(double at, String label, String date, String anchor) {}

  private record Candidate(Instant time, double at, String label, boolean begins) {}

  /** Returns the labels from left to right; none overlaps another. */
  List<Tick> ticks() {
    List<Candidate> kept = new ArrayList<>();
    for (Candidate candidate : candidates()) {
      if (kept.stream().noneMatch(other -> touch(candidate, other))) {
        kept.add(candidate);
      }
    }
    kept.sort(Comparator.comparing(Candidate::time));
    List<Tick> ticks = new ArrayList<>();
    String date = "";
    for (Candidate candidate : kept) {
      String day = times.date(candidate.time());
      ticks.add(
          new Tick(
              candidate.at(),
              candidate.label(),
              day.equals(date) || day.equals(candidate.label()) ? "" : day,
              anchor(candidate)));
      date = day;
    }
    return ticks;
  }

  /** Where stretches begin comes first: it is what a reader must know about a folded axis. */
  private List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (TimeScale.Stretch stretch : scale.stretches()) {
      Instant from = stretch.span().from();
      candidates.add(new Candidate(from, stretch.left(), times.time(from), true));
    }
    scale.stretches().forEach(stretch -> steps(stretch, candidates));
    return candidates;
  }

  private void steps(TimeScale.Stretch stretch, List<Candidate> candidates) {
    Duration length = stretch.span().duration();
    double room = stretch.width() / 100 * pixels;
    for (Duration step : STEPS) {
      double steps = (double) length.toMillis() / step.toMillis();
      if (steps * NARROWEST_STEP <= room) {
        steps(stretch, step, candidates);
        return;
      }
    }
  }

  /** Round on the clock on the wall, also on days on which it is changed. */
  private void steps(TimeScale.Stretch stretch, Duration step, List<Candidate> candidates) {
    LocalDateTime from = times.local(stretch.span().from());
    LocalDateTime round = from.toLocalDate().atStartOfDay();
    if (step.toDays() == 0) {
      long passed = Duration.between(round, from).toSeconds();
      round = round.plusSeconds(passed / step.toSeconds() * step.toSeconds());
    }
    for (int count = 0; count < MOST_STEPS; count++) {
      Instant time = round.atZone(times.zone()).toInstant();
      if (time.isAfter(stretch.span().to())) {
        return;
      }
      if (!time.isBefore(stretch.span().from()) && times.local(time).equals(round)) {
        String label =
            step.toSeconds() < 60
                ? times.time(time)
                : step.toDays() == 0 ? times.minutes(time) : times.date(time);
        candidates.add(new Candidate(time, stretch.at(time), label, false));
      }
      round = round.plus(step);
    }
  }

  private boolean touch(Candidate one, Candidate other) {
    return left(one) < right(other) + SPACE && left(other) < right(one) + SPACE;
  }

  private double left(Candidate candidate) {
    double at = candidate.at() / 100 * pixels;
    return switch (anchor(candidate)) {
      case "start" -> at;
      case "end" -> at - width(candidate);
      default -> at - width(candidate) / 2;
    };
  }

  private double right(Candidate candidate) {
    return left(candidate) + width(candidate);
  }

  /** As wide as the date below it may be. */
  private double width(Candidate candidate) {
    return Math.max(TextWidth.of(candidate.label(), FONT), TextWidth.of("0000-00-00", FONT));
  }

  /** Labels do not stand out over the ends of the axis. */
  private String anchor(Candidate candidate) {
    double at = candidate.at() / 100 * pixels;
    double half = width(candidate) / 2;
    return candidate.begins() || at < half ? "start" : at > pixels - half ? "end" : "middle";
  }
}
