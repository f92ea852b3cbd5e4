package io.contacttree.standin.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.standin.protocol.ConnectApi;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class BucketsTest {
  private static final int TOKENS = 100_000;
  private static final InstantSource STILL = InstantSource.fixed(Instant.EPOCH);

  @Test
  void manyThreads_getEachTokenOnce() throws Exception {
    Buckets buckets =
        new Buckets(Map.of(ConnectApi.DESCRIBE_CONTACT, new RateLimit.Limited(1, TOKENS)), STILL);
    Callable<Integer> greedy =
        () -> {
          int taken = 0;
          for (int n = 0; n < TOKENS; n++) {
            taken += buckets.take(ConnectApi.DESCRIBE_CONTACT) ? 1 : 0;
          }
          return taken;
        };
    int taken = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Integer>> all = new ArrayList<>(Collections.nCopies(4, greedy));
      for (Future<Integer> one : threads.invokeAll(all)) {
        taken += one.get();
      }
    }

    assertThat(taken).isEqualTo(TOKENS);
  }

  @Test
  void operationWithoutAQuota_isNotLimited() {
    Buckets buckets =
        new Buckets(Map.of(ConnectApi.DESCRIBE_CONTACT, new RateLimit.Unlimited()), STILL);

    for (int n = 0; n < 1000; n++) {
      assertThat(buckets.take(ConnectApi.DESCRIBE_CONTACT)).isTrue();
    }
  }
}
