package io.contacttree.aws.pacing;

import io.contacttree.domain.connect.Deadline;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Takes a token before every HTTP attempt, the SDK's own retries included, hands it back when the
 * attempt is over, and slows down on every answer that the SDK takes for "too many requests".
 *
 * <p>The SDK calls {@code beforeTransmission} once for each attempt, after signing it and inside
 * any attempt time-out; so a client with this interceptor must have none, and limit its attempts in
 * the HTTP client.
 */
public final class PacingInterceptor implements ExecutionInterceptor {
  private static final Deadline NONE = new Deadline(Instant.MAX);
  private static final ExecutionAttribute<Pacer.Token> TOKEN =
      new ExecutionAttribute<>("io.contacttree.PacerToken");

  private final Map<String, Pacer> pacers;
  private final InstantSource clock;
  private final AttemptListener listener;

  /**
   * Creates an interceptor.
   *
   * @param pacers the pacer of each operation, by the operation's name; others are not paced
   */
  public PacingInterceptor(
      Map<String, Pacer> pacers, InstantSource clock, AttemptListener listener) {
    this.pacers = Map.copyOf(pacers);
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    // A retry: the attempt before it ended without an answer.
    finish(attributes);
    Optional<PacedCall> call = call(attributes);
    Deadline deadline = call.map(PacedCall::deadline).orElse(NONE);
    if (deadline.hasPassed(clock)) {
      throw new OutOfTimeException();
    }
    try {
      attributes.putAttribute(TOKEN, pacer(operation(attributes)).take(deadline));
    } catch (InterruptedException interrupted) {
      // The SDK tells by the flag whether its own timer interrupted us.
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while waiting for a token", interrupted);
    }
    call.ifPresent(made -> made.attempted(clock.instant()));
    listener.attempted(operation(attributes));
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    SdkHttpResponse response = context.httpResponse();
    if (!ErrorCode.isInTheBody(response)) {
      boolean tooMany =
          !response.isSuccessful()
              && ErrorCode.isTooMany(response.statusCode(), ErrorCode.inTheHeader(response));
      answered(attributes, tooMany);
    }
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (!ErrorCode.isInTheBody(context.httpResponse())) {
      return context.responseBody();
    }
    byte[] body = ErrorCode.read(context.responseBody().orElseGet(InputStream::nullInputStream));
    answered(
        attributes,
        ErrorCode.isTooMany(context.httpResponse().statusCode(), ErrorCode.inTheBody(body)));
    return Optional.of(new ByteArrayInputStream(body));
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    finish(attributes);
  }

  private void answered(ExecutionAttributes attributes, boolean tooMany) {
    if (tooMany) {
      pacer(operation(attributes)).throttled(attributes.getAttribute(TOKEN));
      listener.throttled(operation(attributes));
    }
    finish(attributes);
    call(attributes).ifPresent(made -> made.answered(tooMany));
  }

  private void finish(ExecutionAttributes attributes) {
    Pacer.Token token = attributes.getAttribute(TOKEN);
    if (token != null) {
      attributes.putAttribute(TOKEN, null);
      pacer(operation(attributes)).finished(token);
    }
  }

  private Pacer pacer(String operation) {
    return pacers.getOrDefault(operation, Pacer.UNPACED);
  }

  private static String operation(ExecutionAttributes attributes) {
    return attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
  }

  private static Optional<PacedCall> call(ExecutionAttributes attributes) {
    return Optional.ofNullable(attributes.getAttribute(PacedCall.ATTRIBUTE));
  }
}
