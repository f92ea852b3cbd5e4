package io.contacttree.aws.pacing;

import io.contacttree.aws.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The code of an error, before the SDK has made an exception of the answer: in the header {@code
 * x-amzn-ErrorType}, else in the body's {@code __type} or {@code code}.
 */
final class ErrorCode {
  private static final String HEADER = "x-amzn-ErrorType";

  /** Errors are short; of a longer body this is enough to tell the code. */
  private static final int MOST_BYTES = 1024 * 1024;

  private ErrorCode() {}

  /** Returns whether only the body can tell if the answer means "too many requests". */
  static boolean isInTheBody(SdkHttpResponse response) {
    return !response.isSuccessful()
        && response.firstMatchingHeader(HEADER).isEmpty()
        && !isTooMany(response.statusCode(), Optional.empty());
  }

  static Optional<String> inTheHeader(SdkHttpResponse response) {
    return response.firstMatchingHeader(HEADER).map(ErrorCode::bare);
  }

  static Optional<String> inTheBody(byte[] body) {
    return switch (JsonObject.read(new String(body, StandardCharsets.UTF_8))) {
      case JsonObject.Reading.Read(JsonObject error) ->
          error.text("__type").or(() -> error.text("code")).map(ErrorCode::bare);
      case JsonObject.Reading.NotAnObject _, JsonObject.Reading.NotJson _ -> Optional.empty();
    };
  }

  /**
   * Returns the body of an error.
   *
   * @throws RetryableException where it broke off
   */
  static byte[] read(InputStream body) {
    try (body) {
      return body.readNBytes(MOST_BYTES);
    } catch (IOException brokenOff) {
      throw RetryableException.create("the error broke off", brokenOff);
    }
  }

  /** Returns whether the SDK takes this for "too many requests". */
  static boolean isTooMany(int status, Optional<String> code) {
    return AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code.orElse("")).build())
                .writableStackTrace(false)
                .build()
            instanceof AwsServiceException error
        && error.isThrottlingException();
  }

  /** A code may come as {@code name.space#Code:http://more}. */
  private static String bare(String told) {
    int from = told.indexOf('#') + 1;
    int to = told.indexOf(':', from);
    return told.substring(from, to < 0 ? told.length() : to);
  }
}
