package io.contacttree.local.http;

import io.contacttree.lambda.http.Problem;
import io.contacttree.standin.http.HttpReply;
import java.util.List;

/** Answers requests with what is wrong with them (RFC 9457). */
public final class ProblemReply {

  private ProblemReply() {}

  /** Answers with a problem of that status, without fields. */
  public static HttpReply of(int status, String detail) {
    return of(problem(status, detail));
  }

  /** Answers 400 and names the field. */
  public static HttpReply badField(String field, String reason) {
    return of(problem(400, field + " " + reason, List.of(new Problem.FieldError(field, reason))));
  }

  /** Answers what a server itself refuses: a request that is none, or a handler that threw. */
  public static HttpReply refusal(int status) {
    return status == 400
        ? badField(
            "request", "must be well-formed HTTP; a percent sign begins an escape such as %2F")
        : of(status, "The server could not handle this request.");
  }

  /** Returns the problem itself, without fields. */
  public static Problem problem(int status, String detail) {
    return problem(status, detail, List.of());
  }

  private static Problem problem(int status, String detail, List<Problem.FieldError> errors) {
    return new Problem(typeOf(status), titleOf(status), status, detail, errors);
  }

  /** The types that the functions and API Gateway have too. */
  private static String typeOf(int status) {
    String type =
        switch (status) {
          case 400 -> "bad-request";
          case 404 -> "no-such-path";
          case 405 -> "method-not-allowed";
          case 413 -> "body-too-large";
          case 500, 502 -> "internal-fault";
          case 503, 504 -> "temporarily-unavailable";
          default -> "";
        };
    return type.isEmpty() ? "about:blank" : "urn:contact-tree:problem:" + type;
  }

  private static HttpReply of(Problem problem) {
    return HttpReply.of(problem.status(), Problem.MEDIA_TYPE, problem.toJson());
  }

  private static String titleOf(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 431 -> "Request Header Fields Too Large";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> status < 500 ? "Request refused" : "Internal Server Error";
    };
  }
}
