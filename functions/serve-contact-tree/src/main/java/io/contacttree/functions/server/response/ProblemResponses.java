package io.contacttree.functions.server.response;

import static io.contacttree.lambda.http.ProblemAnswers.problem;
import static io.contacttree.lambda.http.ProblemAnswers.with;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.lambda.http.Problem.FieldError;
import io.contacttree.lambda.http.ProblemAnswers;
import java.util.List;
import java.util.Map;

/** The answers of this function that are no document. */
public final class ProblemResponses {
  /** What must call this function, in words for whoever connects it. */
  public static final String EXPECTED_INTEGRATION =
      "the Lambda proxy integration of a REST API, payload format version 1.0, on the resources"
          + " /instances/{instanceId}/contacts/{contactId}/tree, /instances/{instanceId}/trees and"
          + " /openapi.json";

  private ProblemResponses() {}

  /** Called by something else than the integration it is made for: 500. */
  public static APIGatewayProxyResponseEvent otherIntegration() {
    return ProblemAnswers.otherIntegration(EXPECTED_INTEGRATION);
  }

  /** The path is none of ours: 404. */
  public static APIGatewayProxyResponseEvent noSuchPath() {
    return problem(
        404,
        "no-such-path",
        "There is nothing at this path",
        "Ask for /instances/{instanceId}/contacts/{contactId}/tree or"
            + " /instances/{instanceId}/trees; /openapi.json says how.");
  }

  /** The method is not GET: 405. */
  public static APIGatewayProxyResponseEvent otherMethod() {
    return with(
        problem(
            405,
            "method-not-allowed",
            "The method is not allowed",
            "This resource can only be read: use GET."),
        Map.of("Allow", "GET"));
  }

  /** Fields that cannot be right: 400. */
  public static APIGatewayProxyResponseEvent wrong(List<FieldError> errors) {
    return ProblemAnswers.wrong(errors);
  }

  /** A cursor that leads nowhere: 400. */
  public static APIGatewayProxyResponseEvent badCursor() {
    return problem(
        400,
        "bad-cursor",
        "The cursor is not valid",
        "Begin again without a cursor. One is good for 24 hours, as it was handed out, with the"
            + " parameters of its list.",
        List.of(
            new FieldError(
                "cursor",
                "must be the next_cursor of this list, handed out in the last 24 hours")));
  }

  /** The store has never heard of the contact: 404. */
  public static APIGatewayProxyResponseEvent unknownContact() {
    return ProblemAnswers.unknownContact();
  }

  /** The contact was erased: 410. */
  public static APIGatewayProxyResponseEvent erasedContact() {
    return ProblemAnswers.erasedContact();
  }

  /** The table does not answer: 503. */
  public static APIGatewayProxyResponseEvent outage() {
    return with(
        problem(
            503,
            "temporarily-unavailable",
            "The trees cannot be read just now",
            "What is known could not be found out. Try again after the time in Retry-After."),
        Map.of("Retry-After", ProblemAnswers.RETRY_AFTER));
  }

  /** A fault of ours: 500. */
  public static APIGatewayProxyResponseEvent fault() {
    return ProblemAnswers.fault();
  }

  /** None of the forms that the caller takes: 406. */
  public static APIGatewayProxyResponseEvent notAcceptable() {
    return with(
        problem(
            406,
            "not-acceptable",
            "There is no such form of a tree",
            "Accept one of application/json, image/svg+xml, text/html, text/plain and"
                + " application/vnd.mermaid, or name one by the parameter format."),
        Map.of("Vary", TreeResponses.VARY));
  }

  /** Too large to be sent as it is, and the caller did not offer to read it compressed: 406. */
  static APIGatewayProxyResponseEvent onlyCompressed() {
    return with(
        problem(
            406,
            "only-compressed",
            "The tree is too large to be sent uncompressed",
            "Ask again with Accept-Encoding: gzip."),
        Map.of("Vary", TreeResponses.VARY));
  }

  /** Too large even compressed: 501. */
  public static APIGatewayProxyResponseEvent tooLarge() {
    return problem(
        501,
        "too-large",
        "The tree is too large for one answer",
        "One answer cannot carry a tree of this size; read it from the table.");
  }
}
