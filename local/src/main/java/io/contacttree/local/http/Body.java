package io.contacttree.local.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads what a caller sent. */
public final class Body {

  private Body() {}

  /**
   * Reads the whole body of a request.
   *
   * @param request the request
   * @param limit the most bytes taken
   * @return the bytes, or empty when there are more than the limit
   * @throws IOException when the caller goes away
   */
  public static Optional<byte[]> read(Request request, int limit) throws IOException {
    try (InputStream stream = Content.Source.asInputStream(request)) {
      byte[] bytes = stream.readNBytes(limit + 1);
      return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
    }
  }
}
