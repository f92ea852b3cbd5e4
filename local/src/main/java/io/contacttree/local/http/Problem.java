package io.contacttree.local.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/**
 * What is wrong with a request, as RFC 9457 writes it.
 *
 * @param status the HTTP status, 400 to 599
 * @param title what kind of problem it is, the same for every problem with that status
 * @param detail what was wrong this time and what to do
 * @param errors the fields that were refused, empty unless the status is 400
 */
public record Problem(int status, String title, String detail, List<FieldError> errors) {

  /**
   * One refused field.
   *
   * @param field its name as the caller sent it
   * @param reason what it must be
   */
  public record FieldError(String field, String reason) {
    /** Refuses null. */
    public FieldError {
      Objects.requireNonNull(field);
      Objects.requireNonNull(reason);
    }
  }

  /** Copies the list. */
  public Problem {
    Objects.requireNonNull(title);
    Objects.requireNonNull(detail);
    errors = List.copyOf(errors);
  }

  /**
   * Returns a problem without fields.
   *
   * @param status the HTTP status
   * @param detail what was wrong and what to do
   * @return the problem
   */
  public static Problem of(int status, String detail) {
    return new Problem(status, titleOf(status), detail, List.of());
  }

  /**
   * Returns a bad request that names the field.
   *
   * @param field the field
   * @param reason what it must be
   * @return the problem, status 400
   */
  public static Problem badField(String field, String reason) {
    return new Problem(
        400, titleOf(400), field + " " + reason, List.of(new FieldError(field, reason)));
  }

  /** Returns it as a JSON object, `type` first. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("type", "about:blank");
    json.put("title", title);
    json.put("status", status);
    json.put("detail", detail);
    if (status == 400) {
      var list = json.putArray("errors");
      for (FieldError error : errors) {
        list.addObject().put("field", error.field()).put("reason", error.reason());
      }
    }
    return json;
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
