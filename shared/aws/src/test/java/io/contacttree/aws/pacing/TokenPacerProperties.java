package io.contacttree.aws.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.flow.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The allowance holds for every interval, whatever happens to the pacer. */
final class TokenPacerProperties {
  private static final Deadline NEVER = new Deadline(Instant.MAX);

  /** What happens next. */
  sealed interface Step {
    record Take() implements Step {}

    record TakeWithin(Duration deadline) implements Step {}

    record Pass(Duration time) implements Step {}

    record Throttled() implements Step {}

    record MonotonicSteps(Duration by) implements Step {}

    record CalendarSteps(Duration by) implements Step {}

    record Restart() implements Step {}
  }

  @Property(tries = 500)
  void attemptsInAnyInterval_stayWithinTheAllowance(
      @ForAll("allowances") Allowance allowance, @ForAll("steps") List<Step> steps)
      throws InterruptedException {
    List<Long> taken = run(allowance, steps);

    for (int first = 0; first < taken.size(); first++) {
      for (int last = first; last < taken.size(); last++) {
        double interval = (taken.get(last) - taken.get(first)) / 1e9;
        assertThat(last - first + 1.0)
            .as("attempts %d to %d in %f s", first, last, interval)
            .isLessThanOrEqualTo(allowance.rate() * interval + allowance.capacity() + 1e-6);
      }
    }
  }

  @Property(tries = 500)
  void attemptsSinceTheStart_haveNoBurst(
      @ForAll("allowances") Allowance allowance, @ForAll("steps") List<Step> steps)
      throws InterruptedException {
    List<Long> taken = run(allowance, steps);

    for (int last = 0; last < taken.size(); last++) {
      assertThat(last + 1.0)
          .as("attempts within %d ns of the start", taken.get(last))
          .isLessThanOrEqualTo(allowance.rate() * taken.get(last) / 1e9 + 1e-6);
    }
  }

  private static List<Long> run(Allowance allowance, List<Step> steps) throws InterruptedException {
    VirtualTime time = new VirtualTime();
    TokenPacer pacer = new TokenPacer(allowance, time, time);
    List<Long> taken = new ArrayList<>();
    Pacer.Token newest = null;
    for (Step step : steps) {
      switch (step) {
        case Step.Take() -> {
          newest = pacer.take(NEVER);
          taken.add(time.passed());
        }
        case Step.TakeWithin(Duration deadline) -> {
          long before = time.passed();
          try {
            newest = pacer.take(new Deadline(time.instant().plus(deadline)));
            taken.add(time.passed());
          } catch (OutOfTimeException _) {
            // Nothing was taken.
          }
          assertThat(time.passed() - before).isLessThanOrEqualTo(deadline.toNanos());
        }
        case Step.Pass(Duration duration) -> time.await(duration);
        case Step.Throttled() -> {
          if (newest != null) {
            pacer.throttled(newest);
          }
        }
        case Step.MonotonicSteps(Duration by) -> time.stepMonotonic(by);
        case Step.CalendarSteps(Duration by) -> time.stepCalendar(by);
        case Step.Restart() -> pacer.restart();
      }
    }
    return taken;
  }

  @Provide
  static Arbitrary<Allowance> allowances() {
    return Combinators.combine(
            Arbitraries.doubles().between(0.01, 500), Arbitraries.longs().between(1, 20))
        .as(Allowance::new);
  }

  @Provide
  static Arbitrary<List<Step>> steps() {
    Arbitrary<Duration> time = Arbitraries.longs().between(0, 20_000).map(Duration::ofMillis);
    // Steps of the clock of less than a second cannot be told from time that passed.
    Arbitrary<Duration> forward =
        Arbitraries.longs().between(2, 1_000_000).map(Duration::ofSeconds);
    Arbitrary<Duration> back = forward.map(Duration::negated);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(10, Arbitraries.just(new Step.Take())),
            net.jqwik.api.Tuple.of(4, time.map(Step.TakeWithin::new)),
            net.jqwik.api.Tuple.of(4, time.map(Step.Pass::new)),
            net.jqwik.api.Tuple.of(2, Arbitraries.just(new Step.Throttled())),
            net.jqwik.api.Tuple.of(1, forward.map(Step.MonotonicSteps::new)),
            net.jqwik.api.Tuple.of(1, back.map(Step.MonotonicSteps::new)),
            net.jqwik.api.Tuple.of(1, back.map(Step.CalendarSteps::new)),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(new Step.Restart())))
        .list()
        .ofMaxSize(80)
        .map(List::<Step>copyOf);
  }
}
