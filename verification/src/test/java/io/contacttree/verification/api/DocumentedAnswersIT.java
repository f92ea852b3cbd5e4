package io.contacttree.verification.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code docs/api.md} shows is what the built stack answers, with the samples in its table.
 */
final class DocumentedAnswersIT {
  private static final String ADDRESS = "http://127.0.0.1:3000";

  @TempDir static Path directory;
  private static ApiStack api;

  @BeforeAll
  static void start() throws Exception {
    api = ApiStack.ofSamples(directory);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  static List<CurlLine> lines() throws IOException {
    return CurlLine.of(Files.readString(Path.of("..", "docs", "api.md")));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void answer_isTheOneThatIsShown(CurlLine line) throws Exception {
    assertThat(line.url()).startsWith(ADDRESS);
    HttpResponse<String> answer =
        api.ask(
            line.method(),
            line.url().substring(ADDRESS.length()),
            line.headers().toArray(String[]::new));
    String body = answer.body().replace(api.address(), ADDRESS);
    if (line.shows()) {
      String[] parts = line.answer().split("\n\n", 2);
      List<String> head = parts[0].lines().toList();
      assertThat(head.getFirst()).isEqualTo("HTTP/1.1 " + answer.statusCode());
      for (String header : head.subList(1, head.size())) {
        String[] named = header.split(": ", 2);
        assertThat(ApiStack.header(answer, named[0])).matches(line.pattern(named[1]));
      }
      assertThat(body + "\n").matches(line.pattern(parts[1] + (parts[1].isEmpty() ? "\n" : "")));
    } else {
      assertThat(body.stripTrailing()).matches(line.pattern(line.answer().stripTrailing()));
    }
  }

  @Test
  void everyPathAndForm_isShown() throws IOException {
    assertThat(lines().stream().map(CurlLine::line))
        .anyMatch(line -> line.endsWith("/openapi.json"))
        .anyMatch(line -> line.contains("agent_id="))
        .anyMatch(line -> line.contains("queue_id="))
        .anyMatch(line -> line.contains("contact_ids="))
        .anyMatch(line -> line.endsWith("/link\""))
        .anyMatch(line -> line.contains("-X POST") && line.endsWith("/refresh\""))
        .anyMatch(line -> line.contains("-X DELETE") && line.contains("dry_run=true"));
    for (String form :
        List.of("tree?format=mermaid", "format=text", "text/html", "image/svg+xml", "/tree\"")) {
      assertThat(lines()).anyMatch(line -> line.line().contains(form));
    }
  }
}
