package io.contacttree.aws.pacing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time that no calendar corrects, and a way to wait for it to pass. */
public interface MonotonicTime {
  /** The time of this machine. */
  MonotonicTime SYSTEM =
      new MonotonicTime() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void await(Duration duration) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }
      };

  /** Returns nanoseconds since some moment; only differences mean anything. */
  long nanos();

  /** Returns once so much time has passed. */
  void await(Duration duration) throws InterruptedException;
}
