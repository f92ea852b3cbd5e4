package io.contacttree.functions.eraser.response;

import static io.contacttree.lambda.http.ProblemAnswers.problem;
import static io.contacttree.lambda.http.ProblemAnswers.with;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.aws.json.EraseJson;
import io.contacttree.domain.erase.Copy;
import io.contacttree.domain.erase.Erasure;
import io.contacttree.lambda.http.ProblemAnswers;
import java.util.List;
import java.util.Map;

/** The answers of this function. */
public final class EraseResponses {
  /** What must call this function, in words for whoever connects it. */
  public static final String EXPECTED_INTEGRATION =
      "the Lambda proxy integration of a REST API, payload format version 1.0, on the resource"
          + " /instances/{instanceId}/contacts/{contactId}";

  private EraseResponses() {}

  /** The answer about an erasure: what it came to, or that a repeat goes on. */
  public static APIGatewayProxyResponseEvent of(
      boolean dryRun, Erasure erasure, List<Copy> copies) {
    if (!erasure.finished()) {
      return retryLater(
          "Not all of it is erased yet",
          "What is erased stays so. Repeat the request after the time in Retry-After: it goes on.");
    }
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(200)
        .withHeaders(
            Map.of(
                "Content-Type", "application/json",
                "Cache-Control", "no-store",
                "X-Content-Type-Options", "nosniff"))
        .withBody(EraseJson.write(dryRun, erasure, copies))
        .withIsBase64Encoded(false);
  }

  /** The path is none of ours: 404. */
  public static APIGatewayProxyResponseEvent noSuchPath() {
    return problem(
        404,
        "no-such-path",
        "There is nothing at this path",
        "Erase a contact at /instances/{instanceId}/contacts/{contactId}.");
  }

  /** The method is another one: 405. */
  public static APIGatewayProxyResponseEvent otherMethod() {
    return with(
        problem(
            405,
            "method-not-allowed",
            "The method is not allowed",
            "This resource has one method: use DELETE."),
        Map.of("Allow", "DELETE"));
  }

  /** Table or queue do not answer: 503. */
  public static APIGatewayProxyResponseEvent outage() {
    return retryLater(
        "The request cannot be answered just now",
        "What is erased stays so. Repeat the request after the time in Retry-After: it goes on.");
  }

  private static APIGatewayProxyResponseEvent retryLater(String title, String detail) {
    return with(
        problem(503, "temporarily-unavailable", title, detail),
        Map.of("Retry-After", ProblemAnswers.RETRY_AFTER));
  }
}
