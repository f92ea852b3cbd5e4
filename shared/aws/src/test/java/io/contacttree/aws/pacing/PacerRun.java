package io.contacttree.aws.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.connect.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One pacer in virtual time, whose attempts arrive at any time between their token and their end.
 */
final class PacerRun {
  private static final Deadline NEVER = new Deadline(Instant.MAX);

  /** What happens next. */
  sealed interface Step {
    /** An attempt takes its token. */
    record Take() implements Step {}

    /** An attempt takes its token or is refused. */
    record TakeWithin(Duration deadline) implements Step {}

    /** Time passes. */
    record Pass(Duration time) implements Step {}

    /** One of the attempts under way arrives. */
    record Arrive(int which) implements Step {}

    /** One of the attempts under way ends; it has arrived by then. */
    record Finish(int which) implements Step {}

    /** The newest attempt is refused by "too many requests". */
    record Throttled() implements Step {}

    /** The monotonic clock is set wrong. */
    record MonotonicSteps(Duration by) implements Step {}

    /** The calendar is set wrong. */
    record CalendarSteps(Duration by) implements Step {}

    /** A snapshot begins to run. */
    record Restart() implements Step {}
  }

  private final AdjustableTime time = new AdjustableTime();
  private final RateShare rateShare;
  private final TokenPacer pacer;
  private final List<Pacer.Token> onTheWay = new ArrayList<>();
  private final List<Pacer.Token> arrived = new ArrayList<>();
  private final List<Long> arrivals = new ArrayList<>();

  PacerRun(RateShare rateShare) {
    this.rateShare = rateShare;
    this.pacer = new TokenPacer(rateShare, time, time);
  }

  /** Returns when attempts arrived, in nanoseconds since the start. */
  List<Long> arrivals(List<Step> steps) throws InterruptedException {
    for (Step step : steps) {
      switch (step) {
        case Step.Take() -> take(NEVER);
        case Step.TakeWithin(Duration deadline) -> takeWithin(deadline);
        case Step.Pass(Duration duration) -> time.await(duration);
        case Step.Arrive(int which) -> arrive(which);
        case Step.Finish(int which) -> finish(which);
        case Step.Throttled() -> newest().ifPresent(pacer::throttled);
        case Step.MonotonicSteps(Duration by) -> time.stepMonotonic(by);
        case Step.CalendarSteps(Duration by) -> time.stepCalendar(by);
        case Step.Restart() -> pacer.restart();
      }
    }
    return arrivals;
  }

  private void take(Deadline deadline) throws InterruptedException {
    if (onTheWay.size() + arrived.size() == rateShare.capacity()) {
      finish(0);
    }
    onTheWay.add(pacer.take(deadline));
  }

  private void takeWithin(Duration deadline) throws InterruptedException {
    long before = time.passed();
    try {
      take(new Deadline(time.instant().plus(deadline)));
    } catch (OutOfTimeException _) {
      // Nothing was taken.
    }
    assertThat(time.passed() - before).isLessThanOrEqualTo(deadline.toNanos());
  }

  private void arrive(int which) {
    if (!onTheWay.isEmpty()) {
      arrived.add(onTheWay.remove(which % onTheWay.size()));
      arrivals.add(time.passed());
    }
  }

  private void finish(int which) {
    if (arrived.isEmpty()) {
      arrive(which);
    }
    if (!arrived.isEmpty()) {
      pacer.finished(arrived.remove(which % arrived.size()));
    }
  }

  private java.util.Optional<Pacer.Token> newest() {
    return onTheWay.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(onTheWay.getLast());
  }
}
