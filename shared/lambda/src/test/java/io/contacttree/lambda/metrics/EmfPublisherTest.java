package io.contacttree.lambda.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EmfPublisherTest {

  @Test
  void metrics_areOneLineWithServiceAndStageAsDimensions() throws IOException {
    List<JsonNode> lines =
        published(
            new EmfPublisher("ContactTree", "build-contact-tree", "test"),
            Map.of("trees_written", 3L, "claims_stored", 5L),
            List.of(1200L, 950L));

    assertThat(lines).hasSize(1);
    JsonNode line = lines.getFirst();
    assertThat(line.path("trees_written").intValue()).isEqualTo(3);
    assertThat(line.path("claims_stored").intValue()).isEqualTo(5);
    assertThat(line.path("event_to_document_ms").toString()).isEqualTo("[1200.0,950.0]");
    JsonNode directive = line.path("_aws").path("CloudWatchMetrics").path(0);
    assertThat(directive.path("Namespace").textValue()).isEqualTo("ContactTree");
    assertThat(directive.path("Dimensions").toString()).isEqualTo("[[\"service\",\"stage\"]]");
    assertThat(line.path("service").textValue()).isEqualTo("build-contact-tree");
    assertThat(line.path("stage").textValue()).isEqualTo("test");
  }

  @Test
  void secondPublication_startsFromNothing() throws IOException {
    EmfPublisher metrics = new EmfPublisher("ContactTree", "build-contact-tree", "test");
    published(metrics, Map.of("trees_written", 3L), List.of());

    assertThat(published(metrics, Map.of("malformed", 1L), List.of()))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.has("trees_written")).isFalse();
              assertThat(line.path("malformed").intValue()).isEqualTo(1);
            });
  }

  private static List<JsonNode> published(
      EmfPublisher metrics, Map<String, Long> counts, List<Long> durations) throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      metrics.publish(counts, durations);
    } finally {
      System.setOut(before);
    }
    List<JsonNode> lines = new ArrayList<>();
    for (String line : bytes.toString(StandardCharsets.UTF_8).lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }
}
