package io.contacttree.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A few hundred seeds in every build; {@code make simulate SEEDS=10000} runs many more. */
final class SimulatorTest {
  private static final long SEEDS = 250;

  @Test
  void anyOrderAndFaults_giveTheOraclesDocuments() {
    Optional<SeedRun.Result> failed = new Campaign(1, SEEDS + 1, any -> {}).run();

    assertThat(failed.map(SeedRun.Result::inWords)).isEmpty();
  }

  @Test
  void oneSeed_repeatsExactly() {
    long seed = 17;

    SeedRun.Result once = SeedRun.of(seed, true);
    SeedRun.Result again = SeedRun.of(seed, true);

    assertThat(again.trace()).isEqualTo(once.trace()).hasSizeGreaterThan(10);
    assertThat(again.fingerprint()).isEqualTo(once.fingerprint());
  }
}
