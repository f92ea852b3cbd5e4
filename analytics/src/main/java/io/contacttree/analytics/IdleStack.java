package io.contacttree.analytics;

import io.contacttree.operator.export.LocalStackAddresses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Waits until a local stack has nothing left to do. */
public final class IdleStack {
  private static final int IDLE = 200;
  private static final long PAUSE_MS = 200;

  private IdleStack() {}

  /**
   * Waits; ends with 1 when the stack is not idle in time.
   *
   * @param arguments the endpoints file, which need not be there yet, and how many seconds at most
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path file = Path.of(arguments[0]);
    long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(arguments[1])).toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end) {
        if (Files.exists(file) && isIdle(http, LocalStackAddresses.read(file).api())) {
          return;
        }
        Thread.sleep(PAUSE_MS);
      }
    }
    System.err.println("The local stack is not idle in time.");
    System.exit(1);
  }

  private static boolean isIdle(HttpClient http, URI api) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(api.resolve("/_local/status?wait=20")).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == IDLE;
    } catch (IOException notYet) {
      return false;
    }
  }
}
