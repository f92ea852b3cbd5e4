package io.contacttree.verification.simulator;

import io.contacttree.aws.pacing.OutOfTimeException;
import io.contacttree.aws.pacing.Pacer;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.reference.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes requests to Amazon Connect as the real adapters do: paced, and tried three times. */
final class PacedRequests {
  static final int MOST_TRIES = 3;
  private static final Duration BACKOFF = Duration.ofMillis(700);

  private final Worker worker;
  private final Pacer pacer;

  PacedRequests(Worker worker, Pacer pacer) {
    this.worker = worker;
    this.pacer = pacer;
  }

  /** What a request brought. */
  sealed interface Result<T> {
    /** Our clock just before the first attempt. */
    Instant readAt();

    /** An answer. */
    record Answered<T>(Instant readAt, T body) implements Result<T> {}

    /** No answer, or that there is none. */
    record Failed<T>(Instant readAt, FailureReason reason) implements Result<T> {}

    /** The deadline came first; the attempts until then failed, if there were any. */
    record OutOfTime<T>(Instant readAt, Optional<FailureReason> failure) implements Result<T> {}
  }

  /** Makes one request, as often as the adapters do. */
  <T> Result<T> make(String what, Deadline deadline, Supplier<Reply<T>> request) {
    return make(what, deadline, MOST_TRIES, request);
  }

  /** Makes one request, at most so often. */
  <T> Result<T> make(String what, Deadline deadline, int mostTries, Supplier<Reply<T>> request) {
    Optional<Instant> readAt = Optional.empty();
    Optional<FailureReason> last = Optional.empty();
    for (int tries = 0; tries < mostTries; tries++) {
      Pacer.Token token;
      try {
        token = pacer.take(deadline);
      } catch (OutOfTimeException outOfTime) {
        return new Result.OutOfTime<>(readAt.orElseGet(this::now), last);
      } catch (InterruptedException never) {
        throw new AssertionError(never);
      }
      readAt = readAt.or(() -> Optional.of(now()));
      Reply<T> reply = attempt(what, token, request);
      switch (reply) {
        case Reply.Answered<T>(T body) -> {
          return new Result.Answered<>(readAt.get(), body);
        }
        case Reply.Denied<T>(FailureReason reason) -> {
          return new Result.Failed<>(readAt.get(), reason);
        }
        case Reply.TooMany<T>() -> last = Optional.of(FailureReason.THROTTLED);
        case Reply.Broken<T>() -> last = Optional.of(FailureReason.UNAVAILABLE);
      }
      worker.pass(BACKOFF.multipliedBy(tries + 1));
    }
    return new Result.Failed<>(readAt.orElseGet(this::now), last.orElseThrow());
  }

  /** The attempt is on its way, arrives, and its answer is on its way. */
  private <T> Reply<T> attempt(String what, Pacer.Token token, Supplier<Reply<T>> request) {
    worker.step(what + " leaves");
    Reply<T> reply = request.get();
    worker.step(what + " " + (reply instanceof Reply.Answered<T> ? "answered" : reply));
    if (reply instanceof Reply.TooMany<T>) {
      pacer.throttled(token);
    }
    pacer.finished(token);
    return reply;
  }

  private Instant now() {
    return worker.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
