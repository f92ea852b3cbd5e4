package io.contacttree.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where times stand on the axis, in percent of its width. Gaps in which nothing happens are folded:
 * the longest first, as long as one takes more than a fifth of the span that is still drawn.
 *
 * @param stretches what is drawn, in order of time; between two of them there is a fold
 * @param foldWidth the width of each fold
 */
record TimeScale(List<Stretch> stretches, double foldWidth) {
  private static final double ALL = 100;
  private static final double WIDEST_FOLD = 5;
  private static final double ALL_FOLDS = 30;
  private static final double SMALLEST_STRETCH = 6;
  private static final int FOLDED_FRACTION = 5;

  TimeScale {
    stretches = List.copyOf(stretches);
  }

  /**
   * A span of time.
   *
   * @param from its beginning
   * @param to its end, not before its beginning
   */
  record Span(Instant from, Instant to) {
    Duration duration() {
      return Duration.between(from, to);
    }
  }

  /**
   * A span that is drawn.
   *
   * @param span the span
   * @param left where it begins
   * @param width how wide it is
   */
  record Stretch(Span span, double left, double width) {
    double right() {
      return left + width;
    }

    double at(Instant time) {
      long whole = span.duration().toMillis();
      long part = Duration.between(span.from(), time).toMillis();
      return whole == 0 ? left : left + width * part / whole;
    }
  }

  /**
   * A gap that is folded.
   *
   * @param gap how long nothing happens
   * @param left where the fold begins
   */
  record Fold(Duration gap, double left) {}

  /** Returns the scale for what happens in these spans; without any it is empty. */
  static TimeScale of(List<Span> spans) {
    List<Span> busy = merged(spans);
    if (busy.isEmpty()) {
      return new TimeScale(List.of(), 0);
    }
    List<Span> drawn = unfolded(busy);
    int folds = drawn.size() - 1;
    double foldWidth = folds == 0 ? 0 : Math.min(WIDEST_FOLD, ALL_FOLDS / folds);
    double room = ALL - folds * foldWidth;
    double smallest = Math.min(SMALLEST_STRETCH, room / (2 * drawn.size()));
    double rest = room - smallest * drawn.size();
    double total = drawn.stream().mapToDouble(span -> span.duration().toMillis()).sum();
    List<Stretch> stretches = new ArrayList<>();
    double left = 0;
    for (Span span : drawn) {
      double share = total == 0 ? 1.0 / drawn.size() : span.duration().toMillis() / total;
      Stretch stretch = new Stretch(span, left, smallest + rest * share);
      stretches.add(stretch);
      left = stretch.right() + foldWidth;
    }
    return new TimeScale(stretches, foldWidth);
  }

  /** Returns where a time stands; one that is within no stretch stands at the next one. */
  double at(Instant time) {
    int low = 0;
    int high = stretches.size() - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (stretches.get(middle).span().to().isBefore(time)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    Stretch stretch = stretches.get(low);
    Instant within = time.isBefore(stretch.span().from()) ? stretch.span().from() : time;
    return stretch.at(within.isAfter(stretch.span().to()) ? stretch.span().to() : within);
  }

  /** Returns the folded gaps in order of time. */
  List<Fold> folds() {
    List<Fold> folds = new ArrayList<>();
    for (int index = 1; index < stretches.size(); index++) {
      Stretch before = stretches.get(index - 1);
      folds.add(
          new Fold(
              Duration.between(before.span().to(), stretches.get(index).span().from()),
              before.right()));
    }
    return folds;
  }

  /** Spans that touch or overlap become one. */
  private static List<Span> merged(List<Span> spans) {
    List<Span> merged = new ArrayList<>();
    for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
      if (merged.isEmpty() || merged.getLast().to().isBefore(span.from())) {
        merged.add(span);
      } else if (merged.getLast().to().isBefore(span.to())) {
        merged.add(new Span(merged.removeLast().from(), span.to()));
      }
    }
    return merged;
  }

  private static List<Span> unfolded(List<Span> busy) {
    Duration shortestFolded = shortestFolded(busy);
    List<Span> drawn = new ArrayList<>();
    for (Span span : busy) {
      if (drawn.isEmpty()
          || Duration.between(drawn.getLast().to(), span.from()).compareTo(shortestFolded) >= 0) {
        drawn.add(span);
      } else {
        drawn.add(new Span(drawn.removeLast().from(), span.to()));
      }
    }
    return drawn;
  }

  private static Duration shortestFolded(List<Span> busy) {
    List<Duration> gaps = new ArrayList<>();
    for (int index = 1; index < busy.size(); index++) {
      gaps.add(Duration.between(busy.get(index - 1).to(), busy.get(index).from()));
    }
    gaps.sort(Comparator.reverseOrder());
    Duration drawn = Duration.between(busy.getFirst().from(), busy.getLast().to());
    Duration shortest = Duration.ofSeconds(Long.MAX_VALUE);
    for (Duration gap : gaps) {
      if (gap.multipliedBy(FOLDED_FRACTION).compareTo(drawn) <= 0) {
        return shortest;
      }
      shortest = gap;
      drawn = drawn.minus(gap);
    }
    return shortest;
  }
}
