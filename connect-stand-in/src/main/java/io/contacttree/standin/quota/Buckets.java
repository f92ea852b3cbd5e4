package io.contacttree.standin.quota;

import io.contacttree.standin.protocol.ConnectApi;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/** The quotas of one account: one bucket for each operation, shared by all instances. */
public final class Buckets {
  private final Map<ConnectApi, RateLimit> quotas;
  private final InstantSource clock;
  private final Map<ConnectApi, TokenBucket> buckets = new EnumMap<>(ConnectApi.class);

  /** Full buckets; an operation without a quota is not limited. */
  public Buckets(Map<ConnectApi, RateLimit> quotas, InstantSource clock) {
    this.quotas = Map.copyOf(quotas);
    this.clock = clock;
    refill();
  }

  /** Takes a token of that operation, or returns false when its bucket is empty. */
  public synchronized boolean take(ConnectApi api) {
    TokenBucket bucket = buckets.get(api);
    return bucket == null || bucket.take(clock.instant());
  }

  /** Makes every bucket full. */
  public synchronized void refill() {
    Instant now = clock.instant();
    quotas.forEach(
        (api, quota) -> {
          switch (quota) {
            case RateLimit.Limited limited -> buckets.put(api, new TokenBucket(limited, now));
            case RateLimit.Unlimited unlimited -> buckets.remove(api);
          }
        });
  }
}
