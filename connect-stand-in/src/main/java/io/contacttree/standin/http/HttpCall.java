package io.contacttree.standin.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * An HTTP request.
 *
 * @param request as the server has it
 */
public record HttpCall(Request request) {

  /** Returns the method, such as {@code GET}. */
  public String method() {
    return request.getMethod();
  }

  /** Returns the path as sent, still percent-encoded. */
  public String rawPath() {
    return Objects.requireNonNullElse(request.getHttpURI().getPath(), "");
  }

  /** Returns the decoded query. */
  public Query query() {
    return Query.parse(request.getHttpURI().getQuery());
  }

  /** Returns a header, "" if absent. */
  public String header(String name) {
    return Objects.requireNonNullElse(request.getHeaders().get(name), "");
  }

  /**
   * Reads the body, once.
   *
   * @return the bytes, or empty when there are more than the limit
   */
  public Optional<byte[]> body(int limit) {
    try (InputStream stream = Content.Source.asInputStream(request)) {
      byte[] bytes = stream.readNBytes(limit + 1);
      return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
    } catch (IOException callerGone) {
      throw new UncheckedIOException(callerGone);
    }
  }
}
