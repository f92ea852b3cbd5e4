package io.contacttree.aws.connect;

import io.contacttree.aws.pacing.OutOfTimeException;
import io.contacttree.aws.pacing.PacedCall;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.reference.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** One call to Amazon Connect that ends by a deadline and gives its failures as values. */
final class ConnectCall {
  private static final Duration LONGEST = Duration.ofHours(1);

  private final InstantSource clock;
  private final PacedCall paced;
  private final RawAnswer raw = new RawAnswer();

  ConnectCall(Deadline deadline, InstantSource clock) {
    this.clock = clock;
    this.paced = new PacedCall(deadline);
  }

  /** What a call brought. */
  sealed interface Result<T> {
    /** The answer. */
    record Answered<T>(T answer) implements Result<T> {}

    /** The answer that there is none, or no answer. */
    record Failed<T>(FailureReason reason) implements Result<T> {}

    /**
     * The deadline came first.
     *
     * @param failure why the attempts until then brought nothing; empty where none had ended
     */
    record OutOfTime<T>(Optional<FailureReason> failure) implements Result<T> {}
  }

  /** Makes the call; the function must give the request the settings that it is handed. */
  <T> Result<T> make(Function<AwsRequestOverrideConfiguration.Builder, T> call) {
    Duration left = paced.deadline().left(clock);
    if (left.toMillis() <= 0) {
      return new Result.OutOfTime<>(Optional.empty());
    }
    try {
      return new Result.Answered<>(
          call.apply(
              AwsRequestOverrideConfiguration.builder()
                  .apiCallTimeout(left.compareTo(LONGEST) < 0 ? left : LONGEST)
                  .putExecutionAttribute(PacedCall.ATTRIBUTE, paced)
                  .putExecutionAttribute(RawAnswer.ATTRIBUTE, raw)));
    } catch (OutOfTimeException | ApiCallTimeoutException outOfTime) {
      return new Result.OutOfTime<>(paced.failure());
    } catch (SdkException failure) {
      return new Result.Failed<>(ConnectErrors.reasonOf(failure));
    }
  }

  /**
   * Returns what the body of a result says, which the SDK did not get to see; UNAVAILABLE where it
   * says nothing.
   *
   * @param result what {@link #make} of this call returned
   * @param reader reads a body
   */
  <T extends WireAnswer> Result<T> read(Result<?> result, Function<byte[], Optional<T>> reader) {
    return switch (result) {
      case Result.Answered<?> _ ->
          raw.read(reader)
              .<Result<T>>map(Result.Answered::new)
              .orElseGet(() -> new Result.Failed<>(FailureReason.UNAVAILABLE));
      case Result.Failed<?>(FailureReason reason) -> new Result.Failed<>(reason);
      case Result.OutOfTime<?>(Optional<FailureReason> failure) -> new Result.OutOfTime<>(failure);
    };
  }

  /** Returns our clock just before the first attempt, or now where none was made. */
  Instant readAt() {
    return paced.firstAttemptAt().orElseGet(clock::instant).truncatedTo(ChronoUnit.MILLIS);
  }
}
