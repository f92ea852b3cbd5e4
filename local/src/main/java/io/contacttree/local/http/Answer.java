package io.contacttree.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A whole answer to an HTTP request. */
public final class Answer {

  /**
   * One header.
   *
   * @param name its name
   * @param value its value
   */
  public record Header(String name, String value) {
    /** Refuses null. */
    public Header {
      Objects.requireNonNull(name);
      Objects.requireNonNull(value);
    }
  }

  private final int status;
  private final List<Header> headers;
  private final byte[] body;

  /**
   * Makes an answer.
   *
   * @param status the HTTP status
   * @param headers name and value, in order; a name may come more than once
   * @param body the bytes, empty for none
   */
  public Answer(int status, List<Header> headers, byte[] body) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = body.clone();
  }

  /**
   * Returns a JSON answer.
   *
   * @param status the HTTP status
   * @param value the body
   * @return the answer, as `application/json`
   */
  public static Answer json(int status, JsonNode value) {
    return of(status, "application/json", value);
  }

  /**
   * Returns a problem document.
   *
   * @param problem what is wrong
   * @return the answer, as `application/problem+json`
   */
  public static Answer problem(Problem problem) {
    return of(problem.status(), "application/problem+json", problem.toJson());
  }

  /**
   * Returns an answer whose body is JSON of some media type.
   *
   * @param status the HTTP status
   * @param mediaType the media type
   * @param value the body
   * @return the answer
   */
  public static Answer of(int status, String mediaType, JsonNode value) {
    return new Answer(
        status,
        List.of(new Header("Content-Type", mediaType)),
        Json.write(value).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the same answer with one more header.
   *
   * @param name the header's name
   * @param value its value
   * @return a copy
   */
  public Answer with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, more, body);
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the headers in order. */
  public List<Header> headers() {
    return headers;
  }

  /** Returns a copy of the body. */
  public byte[] body() {
    return body.clone();
  }

  /**
   * Sends it.
   *
   * @param response where to
   * @param callback told when it is sent
   */
  public void send(Response response, Callback callback) {
    response.setStatus(status);
    headers.forEach(header -> response.getHeaders().add(header.name(), header.value()));
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
