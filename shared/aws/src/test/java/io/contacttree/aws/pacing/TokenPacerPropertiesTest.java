package io.contacttree.aws.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The allowance holds for every interval where attempts arrive, whatever happens to the pacer. */
final class TokenPacerPropertiesTest {
  /** The bucket counts in thousandths of an attempt. */
  private static final double ROUNDING = 2e-3;

  @Property(tries = 1_000)
  void arrivalsInAnyInterval_stayWithinTheAllowance(
      @ForAll("allowances") RateShare rateShare, @ForAll("steps") List<PacerRun.Step> steps)
      throws InterruptedException {
    List<Long> arrivals = new PacerRun(rateShare).arrivals(steps);

    for (int first = 0; first < arrivals.size(); first++) {
      for (int last = first; last < arrivals.size(); last++) {
        double interval = (arrivals.get(last) - arrivals.get(first)) / 1e9;
        assertThat(last - first + 1.0)
            .as("arrivals %d to %d in %f s", first, last, interval)
            .isLessThanOrEqualTo(rateShare.rate() * interval + rateShare.capacity() + ROUNDING);
      }
    }
  }

  @Property(tries = 1_000)
  void arrivalsSinceTheStart_haveNoBurst(
      @ForAll("allowances") RateShare rateShare, @ForAll("steps") List<PacerRun.Step> steps)
      throws InterruptedException {
    List<Long> arrivals = new PacerRun(rateShare).arrivals(steps);

    for (int last = 0; last < arrivals.size(); last++) {
      assertThat(last + 1.0)
          .as("arrivals within %d ns of the start", arrivals.get(last))
          .isLessThanOrEqualTo(rateShare.rate() * arrivals.get(last) / 1e9 + ROUNDING);
    }
  }

  @Provide
  static Arbitrary<RateShare> allowances() {
    return Combinators.combine(
            Arbitraries.doubles().between(0.01, 500), Arbitraries.longs().between(1, 20))
        .as(RateShare::new);
  }

  @Provide
  static Arbitrary<List<PacerRun.Step>> steps() {
    Arbitrary<Duration> time = Arbitraries.longs().between(0, 20_000).map(Duration::ofMillis);
    // Steps of the clock of a second or less cannot be told from time that passed, nor can the sum
    // of several that nobody looked between; so each is of an even number of seconds.
    Arbitrary<Duration> forward =
        Arbitraries.longs().between(1, 500_000).map(pairs -> Duration.ofSeconds(2 * pairs));
    Arbitrary<Duration> back = forward.map(Duration::negated);
    return Arbitraries.<PacerRun.Step>frequencyOf(
            Tuple.of(12, Arbitraries.just(new PacerRun.Step.Take())),
            Tuple.of(4, time.map(PacerRun.Step.TakeWithin::new)),
            Tuple.of(6, time.map(PacerRun.Step.Pass::new)),
            Tuple.of(4, Arbitraries.integers().between(0, 19).map(PacerRun.Step.Arrive::new)),
            Tuple.of(10, Arbitraries.integers().between(0, 19).map(PacerRun.Step.Finish::new)),
            Tuple.of(2, Arbitraries.just(new PacerRun.Step.Throttled())),
            Tuple.of(1, forward.map(PacerRun.Step.MonotonicSteps::new)),
            Tuple.of(1, back.map(PacerRun.Step.MonotonicSteps::new)),
            Tuple.of(1, back.map(PacerRun.Step.CalendarSteps::new)),
            Tuple.of(1, Arbitraries.just(new PacerRun.Step.Restart())))
        .list()
        .ofMaxSize(80);
  }
}
