package io.contacttree.aws.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several attempts under way, and several waiting. */
final class AttemptsUnderWayTest extends PacerTestCase {

  @Test
  void attemptUnderWay_keepsItsPlaceInTheBucket() throws InterruptedException {
    time.await(Duration.ofMinutes(1));
    Pacer.Token underWay = pacer.take(NEVER);
    time.await(Duration.ofMinutes(1));

    // Of three, one may arrive only now: two are left.
    attempt(pacer);
    attempt(pacer);
    assertThat(seconds()).isEqualTo(120);
    attempt(pacer);
    assertThat(seconds()).isCloseTo(121, within(1e-6));

    pacer.finished(underWay);
  }

  @Test
  void asManyUnderWayAsTheBucketHolds_letNobodyElseStart() throws InterruptedException {
    time.await(Duration.ofMinutes(1));
    Pacer.Token first = pacer.take(NEVER);
    pacer.take(NEVER);
    pacer.take(NEVER);
    time.await(Duration.ofMinutes(1));

    // The time limit is real: nobody finishes meanwhile.
    assertThatThrownBy(() -> pacer.take(in(Duration.ofMillis(50))))
        .isInstanceOf(OutOfTimeException.class);

    pacer.finished(first);
    pacer.take(NEVER);
    // Two are still under way and the first may have arrived at its end: a token of its own.
    assertThat(seconds()).isCloseTo(121, within(1e-6));
  }

  @Test
  @Timeout(30)
  void manyAtOnce_areServedAtTheRate() throws InterruptedException {
    List<Callable<Object>> takers =
        Collections.nCopies(
            50,
            () -> {
              attempt(pacer);
              return "done";
            });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(takers)).allMatch(taker -> taker.state() == State.SUCCESS);
    }

    assertThat(seconds()).isCloseTo(50, within(1e-6));
  }

  @Test
  @Timeout(30)
  void waiting_isFirstComeFirstServed() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    List<String> served = Collections.synchronizedList(new ArrayList<>());
    MonotonicTime held =
        new MonotonicTime() {
          @Override
          public long nanos() {
            return time.nanos();
          }

          @Override
          public void await(Duration duration) throws InterruptedException {
            served.add(Thread.currentThread().getName());
            gate.await();
            time.await(duration);
          }
        };
    TokenPacer fair = new TokenPacer(new RateShare(1, 1), held, time);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Thread thread =
          Thread.ofPlatform()
              .name("taker " + i)
              .start(
                  () -> {
                    try {
                      attempt(fair);
                    } catch (InterruptedException interrupted) {
                      Thread.currentThread().interrupt();
                    }
                  });
      threads.add(thread);
      // Each has begun to wait before the next one comes.
      while (thread.getState() != Thread.State.WAITING
          && thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
    gate.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(served).containsExactly("taker 0", "taker 1", "taker 2", "taker 3", "taker 4");
  }
}
