package io.contacttree.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.lambda.http.Problem.FieldError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The answers that are no success, those that every function has among them. */
public final class ProblemAnswers {
  /** Seconds after which a caller may try again; outages rarely last longer. */
  public static final String RETRY_AFTER = "5";

  private static final String TYPES = "urn:contact-tree:problem:";

  private ProblemAnswers() {}

  /** Returns a problem of a status. */
  public static APIGatewayProxyResponseEvent problem(
      int status, String type, String title, String detail) {
    return answer(of(status, type, title, detail));
  }

  /** Returns a problem of a status with the fields that are to blame. */
  public static APIGatewayProxyResponseEvent problem(
      int status, String type, String title, String detail, List<FieldError> errors) {
    return answer(new Problem(TYPES + type, title, status, detail, errors));
  }

  /** Returns one of our problems, in which no field is to blame. */
  public static Problem of(int status, String type, String title, String detail) {
    return new Problem(TYPES + type, title, status, detail, List.of());
  }

  /** Returns an answer with headers more. */
  public static APIGatewayProxyResponseEvent with(
      APIGatewayProxyResponseEvent answer, Map<String, String> more) {
    Map<String, String> headers = new TreeMap<>(answer.getHeaders());
    headers.putAll(more);
    return answer.withHeaders(Map.copyOf(headers));
  }

  /** Returns the answer that is a problem. */
  public static APIGatewayProxyResponseEvent answer(Problem problem) {
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(problem.status())
        .withHeaders(
            Map.of(
                "Content-Type", Problem.MEDIA_TYPE,
                "Cache-Control", "no-store",
                "X-Content-Type-Options", "nosniff"))
        .withBody(problem.toJson())
        .withIsBase64Encoded(false);
  }

  /**
   * Called by something else than the integration it is made for: 500.
   *
   * @param expected what must call the function
   */
  public static APIGatewayProxyResponseEvent otherIntegration(String expected) {
    return problem(
        500,
        "internal-fault",
        "The request failed",
        "The function was called by another integration than it expects: " + expected + ".");
  }

  /** Fields that cannot be right: 400. */
  public static APIGatewayProxyResponseEvent wrong(List<FieldError> errors) {
    return problem(
        400,
        "bad-request",
        "The request is not valid",
        "Correct the fields named in errors.",
        errors);
  }

  /** The store has never heard of the contact: 404. */
  public static APIGatewayProxyResponseEvent unknownContact() {
    return problem(
        404,
        "unknown-contact",
        "No tree holds this contact",
        "The contact is not known. A tree can be read soon after the first of its contacts ended.");
  }

  /** The contact was erased: 410. */
  public static APIGatewayProxyResponseEvent erasedContact() {
    return problem(
        410,
        "erased-contact",
        "The contact was erased",
        "What was known of this contact was erased on request and will not come back.");
  }

  /** A fault of ours: 500. */
  public static APIGatewayProxyResponseEvent fault() {
    return problem(
        500,
        "internal-fault",
        "The request failed",
        "The fault is on our side and was logged. Name the request id when you report it.");
  }
}
