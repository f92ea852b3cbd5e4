package io.contacttree.aws.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuotaTest {

  @Test
  void rateAndBurst_areRead() {
    assertThat(Quota.parse("2/5")).contains(new Quota(2, 5));
    assertThat(Quota.parse("0.5/1")).contains(new Quota(0.5, 1));
    assertThat(Quota.parse("1000000/1000000")).contains(new Quota(1_000_000, 1_000_000));
  }

  @Test
  void none_isNoQuota() {
    assertThat(Quota.parse("none")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2",
        "2/",
        "/5",
        "2/5/1",
        "0/5",
        "2/0",
        "-1/5",
        "a/b",
        "1e3/5",
        "NaN/1",
        "2000000/1"
      })
  void anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> Quota.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    // rate, burst, headroom, workers, rate of one worker, capacity of one worker
    "2, 5, 0.9, 2, 0.9, 2",
    "10, 15, 0.9, 2, 4.5, 6",
    "2, 5, 1, 1, 2, 5",
    "0.5, 1, 0.9, 2, 0.225, 1",
  })
  void share_isQuotaTimesHeadroomByWorkers(
      double rate, long burst, double headroom, int workers, double ownRate, long ownCapacity) {
    RateShare share = RateShare.share(new Quota(rate, burst), headroom, workers);

    assertThat(share.rate()).isCloseTo(ownRate, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(share.capacity()).isEqualTo(ownCapacity);
  }
}
