package io.contacttree.aws.connect;

import io.contacttree.aws.pacing.AttemptListener;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Keeps the body of a good answer for the request that asks for it, and gives the SDK an empty one.
 *
 * <p>The SDK drops kinds of references that are newer than itself and refuses answers with values
 * of unexpected types; so it does not get to see them. It would check and inflate the body only
 * after this, so that is done here, and the headers that ask for it are taken away.
 *
 * <p>Interceptors see an answer in reverse order: those before this one see it inflated.
 */
final class RawAnswerInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<WireForm> FORM =
      new ExecutionAttribute<>("io.contacttree.WireForm");

  private final AttemptListener listener;

  /**
   * Creates an interceptor.
   *
   * @param listener hears what of the answers could not be read
   */
  RawAnswerInterceptor(AttemptListener listener) {
    this.listener = listener;
  }

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (attributes.getAttribute(RawAnswer.ATTRIBUTE) == null) {
      return context.httpResponse();
    }
    // The SDK asks for the body right after this.
    attributes.putAttribute(FORM, WireForm.of(context.httpResponse()));
    return WireForm.plain(context.httpResponse());
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    RawAnswer answer = attributes.getAttribute(RawAnswer.ATTRIBUTE);
    if (answer == null) {
      return context.responseBody();
    }
    WireForm form = Objects.requireNonNull(attributes.getAttribute(FORM));
    byte[] body =
        form.read(
            context.responseBody().orElseGet(InputStream::nullInputStream), RawAnswer.MOST_BYTES);
    if (!context.httpResponse().isSuccessful()) {
      return Optional.of(new ByteArrayInputStream(body));
    }
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    answer.set(body, parts -> listener.leftOut(operation, parts));
    return Optional.of(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)));
  }
}
