package io.contacttree.lambda.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What went wrong with a request and what to do about it: a problem document (RFC 9457).
 *
 * @param type the kind of problem, a URI that only identifies
 * @param title the kind in words, the same for every occurrence
 * @param status the HTTP status
 * @param detail what it is this time and what to do; carries no personal data
 * @param errors for a bad request the fields that are wrong; empty where no field is to blame
 * @param more further members, by name
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    List<FieldError> errors,
    Map<String, String> more) {
  /** The media type of a problem document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonFactory JSON = new JsonFactory();

  public Problem {
    Objects.requireNonNull(type);
    Objects.requireNonNull(title);
    Objects.requireNonNull(detail);
    errors = List.copyOf(errors);
    more = Collections.unmodifiableMap(new TreeMap<>(more));
  }

  /** Creates a problem without further members. */
  public Problem(String type, String title, int status, String detail, List<FieldError> errors) {
    this(type, title, status, detail, errors, Map.of());
  }

  /** Returns the same problem with one member more. */
  public Problem with(String name, String value) {
    Map<String, String> members = new TreeMap<>(more);
    members.put(name, value);
    return new Problem(type, title, status, detail, errors, members);
  }

  /**
   * One field that is wrong.
   *
   * @param field its name in the API's contract
   * @param reason what it must be
   */
  public record FieldError(String field, String reason) {
    public FieldError {
      Objects.requireNonNull(field);
      Objects.requireNonNull(reason);
    }
  }

  /** Returns the problem as JSON. */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("type", type);
      json.writeStringField("title", title);
      json.writeNumberField("status", status);
      json.writeStringField("detail", detail);
      if (!errors.isEmpty()) {
        json.writeArrayFieldStart("errors");
        for (FieldError error : errors) {
          json.writeStartObject();
          json.writeStringField("field", error.field());
          json.writeStringField("reason", error.reason());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      for (Map.Entry<String, String> member : more.entrySet()) {
        json.writeStringField(member.getKey(), member.getValue());
      }
      json.writeEndObject();
    } catch (IOException memoryDoesNotFail) {
      throw new UncheckedIOException(memoryDoesNotFail);
    }
    return text.toString();
  }
}
