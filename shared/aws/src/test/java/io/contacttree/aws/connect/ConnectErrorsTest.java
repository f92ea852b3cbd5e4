package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.reference.FailureReason;
import java.io.IOException;
import java.net.NoRouteToHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.connect.model.ConnectException;

/** The table of tree rules, section 7, and of the service's documented errors, one row a row. */
final class ConnectErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "404, ResourceNotFoundException,      NOT_FOUND",
    "429, ThrottlingException,            THROTTLED",
    "400, ThrottlingException,            THROTTLED",
    "429, TooManyRequestsException,       THROTTLED",
    "400, RequestLimitExceeded,           THROTTLED",
    "400, Throttling,                     THROTTLED",
    "400, ThrottledException,             THROTTLED",
    "400, TooManyRequestsException,       THROTTLED",
    "400, RequestThrottled,               THROTTLED",
    "400, RequestThrottledException,      THROTTLED",
    "503, SlowDown,                       THROTTLED",
    "400, BandwidthLimitExceeded,         THROTTLED",
    "400, ProvisionedThroughputExceededException, THROTTLED",
    "402, ServiceQuotaExceededException,  THROTTLED",
    "429, LimitExceededException,         THROTTLED",
    "500, InternalServiceException,       UNAVAILABLE",
    "500, InternalFailure,                UNAVAILABLE",
    "503, ServiceUnavailable,             UNAVAILABLE",
    "400, RequestAbortedException,        UNAVAILABLE",
    "408, RequestTimeoutException,        UNAVAILABLE",
    "400, RequestTimeout,                 UNAVAILABLE",
    "400, InternalError,                  UNAVAILABLE",
    "400, PriorRequestNotComplete,        UNAVAILABLE",
    "403, AccessDeniedException,          REFUSED",
    "400, NotAuthorized,                  REFUSED",
    "403, OptInRequired,                  REFUSED",
    "400, InvalidRequestException,        INVALID",
    "400, InvalidParameterException,      INVALID",
    "400, ValidationException,            INVALID",
    "400, ValidationError,                INVALID",
    "400, MalformedHttpRequestException,  INVALID",
    "413, RequestEntityTooLargeException, INVALID",
    "404, UnknownOperationException,      INVALID",
    "403, ExpiredTokenException,          UNAVAILABLE",
    "400, RequestExpired,                 UNAVAILABLE",
    "403, IncompleteSignature,            UNAVAILABLE",
    "403, InvalidSignatureException,      UNAVAILABLE",
    "403, InvalidClientTokenId,           UNAVAILABLE",
    "403, UnrecognizedClientException,    UNAVAILABLE",
    "403, RequestTimeTooSkewed,           UNAVAILABLE",
    "403, RequestInTheFuture,             UNAVAILABLE",
    "403, SignatureDoesNotMatch,          UNAVAILABLE",
    "403, AuthFailure,                    UNAVAILABLE",
  })
  void errorCode_decides(int status, String code, FailureReason reason) {
    assertThat(ConnectErrors.reasonOf(answered(status, code))).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID",
    "401, REFUSED",
    "402, THROTTLED",
    "403, REFUSED",
    "404, UNAVAILABLE",
    "408, UNAVAILABLE",
    "413, INVALID",
    "429, THROTTLED",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE",
    "302, UNAVAILABLE",
    "200, UNAVAILABLE",
  })
  void unknownCode_leavesItToTheStatus(int status, FailureReason reason) {
    assertThat(ConnectErrors.reasonOf(answered(status, "HologramException"))).isEqualTo(reason);
    assertThat(ConnectErrors.reasonOf(answered(status, null))).isEqualTo(reason);
  }

  @Test
  void failureOfTheWay_isUnavailable() {
    assertThat(ConnectErrors.reasonOf(client(new NoRouteToHostException("no route"))))
        .isEqualTo(FailureReason.UNAVAILABLE);
    assertThat(ConnectErrors.reasonOf(client(new IOException("reset"))))
        .isEqualTo(FailureReason.UNAVAILABLE);
    assertThat(ConnectErrors.reasonOf(ApiCallAttemptTimeoutException.create(1)))
        .isEqualTo(FailureReason.UNAVAILABLE);
    assertThat(ConnectErrors.reasonOf(AbortedException.create("interrupted")))
        .isEqualTo(FailureReason.UNAVAILABLE);
  }

  private static SdkClientException client(Exception cause) {
    return SdkClientException.create("no way", cause);
  }

  private static ConnectException answered(int status, String code) {
    ConnectException.Builder failure = ConnectException.builder();
    failure.statusCode(status);
    if (code != null) {
      failure.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build());
    }
    return (ConnectException) failure.build();
  }
}
