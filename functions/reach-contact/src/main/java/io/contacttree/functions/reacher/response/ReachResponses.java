package io.contacttree.functions.reacher.response;

import static io.contacttree.lambda.http.ProblemAnswers.problem;
import static io.contacttree.lambda.http.ProblemAnswers.with;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.aws.json.ReachJson;
import io.contacttree.domain.connect.AttachedFiles;
import io.contacttree.domain.reach.LinkToFile;
import io.contacttree.domain.reach.RefreshTree;
import io.contacttree.lambda.http.ProblemAnswers;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/** The answers of this function. */
public final class ReachResponses {
  /** What must call this function, in words for whoever connects it. */
  public static final String EXPECTED_INTEGRATION =
      "the Lambda proxy integration of a REST API, payload format version 1.0, on the resources"
          + " /instances/{instanceId}/contacts/{contactId}/files/{fileId}/link and"
          + " /instances/{instanceId}/contacts/{contactId}/refresh";

  private ReachResponses() {}

  /** The answer about a file. */
  public static APIGatewayProxyResponseEvent of(LinkToFile.Answer answer) {
    return switch (answer) {
      case LinkToFile.Answer.Linked(AttachedFiles.Answer.Link link) ->
          json(200, ReachJson.write(link));
      case LinkToFile.Answer.UnknownContact _ -> ProblemAnswers.unknownContact();
      case LinkToFile.Answer.Erased _ -> ProblemAnswers.erasedContact();
      case LinkToFile.Answer.UnknownFile _ ->
          problem(
              404,
              "unknown-file",
              "The contact has no such file",
              "No reference of this contact is a file with this id: the tail of the reference's"
                  + " arn, else its name.");
      case LinkToFile.Answer.NotAvailable(String status) ->
          ProblemAnswers.answer(
              ProblemAnswers.of(
                      409,
                      "file-not-available",
                      "The file is not available",
                      "Amazon Connect lets a file out once it is approved; file_status says how far"
                          + " this one is.")
                  .with("file_status", status));
      case LinkToFile.Answer.NotServed _ ->
          problem(
              409,
              "file-not-served",
              "Amazon Connect does not serve the file",
              "Amazon Connect refused the request for good; asking again gives the same answer.");
      case LinkToFile.Answer.TooManyRequests(Duration retryAfter) ->
          tooMany("The quota of Amazon Connect for files is used up", retryAfter);
      case LinkToFile.Answer.Unavailable _ ->
          retryLater(
              "The file cannot be reached just now",
              "Amazon Connect did not answer. Try again after the time in Retry-After.");
    };
  }

  /** The answer about a refresh. */
  public static APIGatewayProxyResponseEvent of(RefreshTree.Answer answer) {
    return switch (answer) {
      case RefreshTree.Answer.Queued _ -> json(202, ReachJson.refresh(OptionalLong.empty()));
      case RefreshTree.Answer.QueuedBefore(Duration retryAfter) -> {
        long seconds = seconds(retryAfter);
        yield with(
            json(200, ReachJson.refresh(OptionalLong.of(seconds))),
            Map.of("Retry-After", Long.toString(seconds)));
      }
      case RefreshTree.Answer.TooMany(Duration retryAfter) ->
          tooMany("Too many refreshes are under way", retryAfter);
      case RefreshTree.Answer.Erased _ -> ProblemAnswers.erasedContact();
    };
  }

  /** The path is none of ours: 404. */
  public static APIGatewayProxyResponseEvent noSuchPath() {
    return problem(
        404,
        "no-such-path",
        "There is nothing at this path",
        "Ask for the link of a file, /instances/{instanceId}/contacts/{contactId}/files/{fileId}"
            + "/link, or for a refresh, /instances/{instanceId}/contacts/{contactId}/refresh.");
  }

  /** The method is another one: 405. */
  public static APIGatewayProxyResponseEvent otherMethod(String allowed) {
    return with(
        problem(
            405,
            "method-not-allowed",
            "The method is not allowed",
            "This resource has one method: use " + allowed + "."),
        Map.of("Allow", allowed));
  }

  /** Table or queue do not answer: 503. */
  public static APIGatewayProxyResponseEvent outage() {
    return retryLater(
        "The request cannot be answered just now",
        "Nothing is left half done. Try again after the time in Retry-After.");
  }

  private static APIGatewayProxyResponseEvent tooMany(String title, Duration retryAfter) {
    return with(
        problem(429, "too-many-requests", title, "Try again after the time in Retry-After."),
        Map.of("Retry-After", Long.toString(seconds(retryAfter))));
  }

  private static APIGatewayProxyResponseEvent retryLater(String title, String detail) {
    return with(
        problem(503, "temporarily-unavailable", title, detail),
        Map.of("Retry-After", ProblemAnswers.RETRY_AFTER));
  }

  private static APIGatewayProxyResponseEvent json(int status, String body) {
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(status)
        .withHeaders(
            Map.of(
                "Content-Type", "application/json",
                "Cache-Control", "no-store",
                "X-Content-Type-Options", "nosniff"))
        .withBody(body)
        .withIsBase64Encoded(false);
  }

  /** Whole seconds, never fewer than it takes, and at least one. */
  private static long seconds(Duration time) {
    return Math.max(1, time.plusNanos(999_999_999).toSeconds());
  }
}
