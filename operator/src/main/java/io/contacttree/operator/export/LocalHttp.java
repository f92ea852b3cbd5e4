package io.contacttree.operator.export;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;

/** Asks the local stack; every failure is an {@link UnreachableException}. */
final class LocalHttp {
  private static final int OK = 200;
  private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(1);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** Returns the body of an answer; anything but 200 is a failure. */
  String ask(HttpRequest.Builder request) throws InterruptedException {
    HttpResponse<String> answer = send(request, BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw refused(answer, answer.body());
    }
    return answer.body();
  }

  /** Returns the lines of an answer, to be closed. */
  Stream<String> lines(HttpRequest.Builder request) throws InterruptedException {
    HttpResponse<Stream<String>> answer = send(request, BodyHandlers.ofLines());
    if (answer.statusCode() != OK) {
      try (Stream<String> lines = answer.body()) {
        throw refused(answer, String.join(" ", lines.toList()));
      }
    }
    return answer.body();
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
      throws InterruptedException {
    HttpRequest asked = request.timeout(ANSWERS_WITHIN).build();
    try {
      return client.send(asked, handler);
    } catch (IOException silent) {
      URI uri = asked.uri();
      throw new UnreachableException(
          "%s://%s does not answer".formatted(uri.getScheme(), uri.getAuthority()), silent);
    }
  }

  private static UnreachableException refused(HttpResponse<?> answer, String body) {
    return new UnreachableException(
        "%s answers %d: %s".formatted(answer.uri(), answer.statusCode(), body));
  }
}
