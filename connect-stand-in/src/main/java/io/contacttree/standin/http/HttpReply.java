package io.contacttree.standin.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What a request comes to; it never changes. */
public final class HttpReply {

  /**
   * One header.
   *
   * @param name its name
   * @param value its value
   */
  public record Header(String name, String value) {}

  /** No answer: the connection is closed. */
  public static final HttpReply CONNECTION_RESET = new HttpReply(0, List.of(), new byte[0]);

  private final int status;
  private final List<Header> headers;
  private final byte[] body;

  private HttpReply(int status, List<Header> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** An answer of any bytes; a header's name may come more than once. */
  public static HttpReply of(int status, List<Header> headers, byte[] body) {
    return new HttpReply(status, List.copyOf(headers), body.clone());
  }

  /** An answer of that media type. */
  public static HttpReply of(int status, String mediaType, String body) {
    return new HttpReply(
        status,
        List.of(new Header("Content-Type", mediaType)),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer of that status whose body is JSON. */
  public static HttpReply json(int status, JsonNode body) {
    return of(status, "application/json", Json.write(body));
  }

  /** An answer of that status whose body is plain text. */
  public static HttpReply text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body);
  }

  /** 204. */
  public static HttpReply nothing() {
    return new HttpReply(204, List.of(), new byte[0]);
  }

  /** Returns the same answer with one header more. */
  public HttpReply with(String name, String value) {
    return new HttpReply(
        status, Stream.concat(headers.stream(), Stream.of(new Header(name, value))).toList(), body);
  }

  /** Returns the HTTP status, 0 for a connection reset. */
  public int status() {
    return status;
  }

  void send(Request request, Response response, Callback callback) {
    if (status == 0) {
      request.getConnectionMetaData().getConnection().getEndPoint().close();
      callback.succeeded();
      return;
    }
    response.setStatus(status);
    headers.forEach(header -> response.getHeaders().add(header.name(), header.value()));
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
