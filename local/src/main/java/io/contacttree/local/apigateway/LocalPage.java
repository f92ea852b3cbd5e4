package io.contacttree.local.apigateway;

import io.contacttree.standin.http.HttpCall;
import io.contacttree.standin.http.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page for whoever opens the address of the API in a browser; it asks the API itself. */
final class LocalPage {

  private static final Map<String, PageFile> FILES =
      Map.of(
          "/", new PageFile("index.html", "text/html; charset=utf-8"),
          "/_local/page.css", new PageFile("page.css", "text/css; charset=utf-8"),
          "/_local/page.js", new PageFile("page.js", "text/javascript; charset=utf-8"));

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private LocalPage() {}

  private record PageFile(String name, String mediaType) {}

  /** Returns the answer to a request for the page, or empty where it is for something else. */
  static Optional<HttpReply> answer(HttpCall call) {
    return Optional.ofNullable(FILES.get(call.rawPath()))
        .map(file -> call.method().equals("GET") ? reply(file) : ApiGateway.otherMethod("GET"));
  }

  private static HttpReply reply(PageFile file) {
    return HttpReply.of(
        200,
        List.of(
            new HttpReply.Header("Content-Type", file.mediaType()),
            new HttpReply.Header("Content-Security-Policy", POLICY),
            new HttpReply.Header("X-Content-Type-Options", "nosniff"),
            new HttpReply.Header("Referrer-Policy", "no-referrer"),
            new HttpReply.Header("Cache-Control", "no-store")),
        bytes(file.name()));
  }

  private static byte[] bytes(String name) {
    try (InputStream stream = LocalPage.class.getResourceAsStream("/page/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("The jar lacks the page; build it again.");
      }
      return stream.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
