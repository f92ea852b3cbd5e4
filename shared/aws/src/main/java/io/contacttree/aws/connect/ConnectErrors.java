package io.contacttree.aws.connect;

import io.contacttree.domain.reference.FailureReason;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What each failure of a call to Amazon Connect means; the only place that knows.
 *
 * <p>{@code NOT_FOUND} absent · {@code THROTTLED} and {@code UNAVAILABLE} retry later · {@code
 * REFUSED} somebody must grant the right · {@code INVALID} ours to fix.
 *
 * <p>The error code decides: by the table, else THROTTLED where the SDK takes it for that; for
 * unknown codes the HTTP status. Absence is believed only where Amazon Connect names it: another
 * 404 may come from a wrong address. Source: Amazon Connect API Reference, errors of
 * ListAssociatedContacts and ListContactReferences, and its common errors.
 */
final class ConnectErrors {
  private static final Map<String, FailureReason> BY_CODE =
      Map.ofEntries(
          Map.entry("ResourceNotFoundException", FailureReason.NOT_FOUND),
          Map.entry("ServiceQuotaExceededException", FailureReason.THROTTLED),
          Map.entry("LimitExceededException", FailureReason.THROTTLED),
          Map.entry("InternalServiceException", FailureReason.UNAVAILABLE),
          Map.entry("InternalFailure", FailureReason.UNAVAILABLE),
          Map.entry("ServiceUnavailable", FailureReason.UNAVAILABLE),
          Map.entry("RequestAbortedException", FailureReason.UNAVAILABLE),
          Map.entry("RequestTimeoutException", FailureReason.UNAVAILABLE),
          Map.entry("RequestTimeout", FailureReason.UNAVAILABLE),
          Map.entry("InternalError", FailureReason.UNAVAILABLE),
          Map.entry("PriorRequestNotComplete", FailureReason.UNAVAILABLE),
          Map.entry("AccessDeniedException", FailureReason.REFUSED),
          Map.entry("NotAuthorized", FailureReason.REFUSED),
          Map.entry("OptInRequired", FailureReason.REFUSED),
          Map.entry("InvalidRequestException", FailureReason.INVALID),
          Map.entry("InvalidParameterException", FailureReason.INVALID),
          Map.entry("ValidationException", FailureReason.INVALID),
          Map.entry("ValidationError", FailureReason.INVALID),
          Map.entry("MalformedHttpRequestException", FailureReason.INVALID),
          Map.entry("RequestEntityTooLargeException", FailureReason.INVALID),
          Map.entry("UnknownOperationException", FailureReason.INVALID),
          // Our own credentials or clock, not the contact: asking with better ones helps.
          Map.entry("ExpiredTokenException", FailureReason.UNAVAILABLE),
          Map.entry("RequestExpired", FailureReason.UNAVAILABLE),
          Map.entry("RequestTimeTooSkewed", FailureReason.UNAVAILABLE),
          Map.entry("RequestInTheFuture", FailureReason.UNAVAILABLE),
          Map.entry("SignatureDoesNotMatch", FailureReason.UNAVAILABLE),
          Map.entry("AuthFailure", FailureReason.UNAVAILABLE),
          Map.entry("IncompleteSignature", FailureReason.UNAVAILABLE),
          Map.entry("InvalidSignatureException", FailureReason.UNAVAILABLE),
          Map.entry("InvalidClientTokenId", FailureReason.UNAVAILABLE),
          Map.entry("UnrecognizedClientException", FailureReason.UNAVAILABLE));

  private ConnectErrors() {}

  /** Returns why there is no answer; failures of the way to the service are UNAVAILABLE. */
  static FailureReason reasonOf(SdkException failure) {
    return failure instanceof AwsServiceException answered
        ? Optional.ofNullable(answered.awsErrorDetails())
            .map(AwsErrorDetails::errorCode)
            .map(BY_CODE::get)
            .orElseGet(() -> reasonOfOther(answered))
        : FailureReason.UNAVAILABLE;
  }

  private static FailureReason reasonOfOther(AwsServiceException answered) {
    return answered.isThrottlingException()
        ? FailureReason.THROTTLED
        : byStatus(answered.statusCode());
  }

  private static FailureReason byStatus(int status) {
    return switch (status) {
      case 401, 403 -> FailureReason.REFUSED;
      case 402 -> FailureReason.THROTTLED;
      case 404, 408 -> FailureReason.UNAVAILABLE;
      default -> status >= 400 && status < 500 ? FailureReason.INVALID : FailureReason.UNAVAILABLE;
    };
  }
}
