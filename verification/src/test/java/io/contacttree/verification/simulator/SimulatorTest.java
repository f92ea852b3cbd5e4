package io.contacttree.verification.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few hundred seeds in every build; {@code make simulate SEEDS=10000} runs many more. */
final class SimulatorTest {
  private static final long SEEDS = 250;

  @Test
  void anyOrderAndFaults_giveTheOraclesDocuments() {
    List<String> failed = new ArrayList<>();

    Campaign campaign =
        new Campaign(
            1,
            SEEDS,
            result -> {
              if (!result.passes()) {
                failed.add(result.inWords());
              }
            });
    campaign.run();

    assertThat(failed).isEmpty();
    assertThat(campaign.seeds()).isEqualTo(SEEDS);
    assertThat(campaign.happenings().counts())
        .as("a fault that never strikes proves nothing")
        .allSatisfy((happening, count) -> assertThat(count).as("%s", happening).isPositive());
  }

  @Test
  void oneSeed_repeatsExactly() {
    long seed = 17;

    SeedRun.Result once = SeedRun.traced(seed);
    SeedRun.Result again = SeedRun.traced(seed);

    assertThat(again.trace()).isEqualTo(once.trace()).hasSizeGreaterThan(10);
    assertThat(again.fingerprint()).isEqualTo(once.fingerprint());
  }

  @ParameterizedTest
  @CsvSource({
    "WRITES_LOST, LOST_CONTACT",
    "MESSAGES_LOST, LOST_CONTACT",
    "LISTS_CUT, LOST_CONTACT",
    "REFERENCES_CUT, DIVERGENT_DOCUMENT",
    "READ_TIMES_WRONG, EFFECT_OF_REPLAY",
    "UNPACED, QUOTA_BREACH",
    "NAMES_FAIL_ALL, LOST_TO_NEIGHBOUR",
    "NAMES_UNBOUND, BROKEN_RULE",
    "NOTHING_NAMES, DIVERGENT_DOCUMENT",
    "BURIALS_LOST, RESURRECTED_VALUE",
    "BATCH_RETURNED, LOST_TO_NEIGHBOUR"
  })
  void brokenOnPurpose_isNoticed(Sabotage sabotage, Finding.Kind kind) {
    boolean noticed =
        LongStream.rangeClosed(1, SEEDS)
            .mapToObj(seed -> SeedRun.of(seed, sabotage))
            .flatMap(result -> result.problems().stream())
            .anyMatch(finding -> finding.kind() == kind);

    assertThat(noticed).isTrue();
  }
}
