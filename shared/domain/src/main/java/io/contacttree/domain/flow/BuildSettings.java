package io.contacttree.domain.flow;

import java.time.Duration;

/**
 * How long building waits for what.
 *
 * @param readLag how long after its end a contact may still be shown as open by Amazon Connect
 * @param settleFirst the delay of the first settle read; each further one waits twice as long
 * @param settleLongest the longest delay of a settle read, at most 15 minutes
 * @param retryFirst the delay of a claim whose tree another worker is reading; each further one
 *     waits twice as long
 * @param retryLongest the longest such delay, at most 15 minutes
 */
public record BuildSettings(
    Duration readLag,
    Duration settleFirst,
    Duration settleLongest,
    Duration retryFirst,
    Duration retryLongest) {

  /** Returns the delay of a tree's next settle read. */
  Duration settleDelay(int readsBefore) {
    return doubled(settleFirst, settleLongest, readsBefore);
  }

  /** Returns the delay of a claim that was forwarded this often. */
  Duration retryDelay(int hops) {
    return doubled(retryFirst, retryLongest, hops);
  }

  private static Duration doubled(Duration first, Duration longest, int times) {
    Duration delay = first;
    for (int i = 0; i < times && delay.compareTo(longest) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
