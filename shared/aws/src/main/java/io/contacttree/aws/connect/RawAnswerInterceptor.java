package io.contacttree.aws.connect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Keeps the body of a good answer for the request that asks for it, and gives the SDK an empty one.
 *
 * <p>The SDK drops kinds of references that are newer than itself and refuses answers with values
 * of unexpected types; so it does not get to see them.
 */
final class RawAnswerInterceptor implements ExecutionInterceptor {

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    RawAnswer answer = attributes.getAttribute(RawAnswer.ATTRIBUTE);
    if (answer == null || !context.httpResponse().isSuccessful()) {
      return context.responseBody();
    }
    answer.set(context.responseBody().map(RawAnswerInterceptor::read).orElseGet(() -> new byte[0]));
    return Optional.of(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] read(InputStream body) {
    try (body) {
      return body.readNBytes(RawAnswer.MOST_BYTES + 1);
    } catch (IOException brokenOff) {
      throw RetryableException.create("the answer broke off", brokenOff);
    }
  }
}
