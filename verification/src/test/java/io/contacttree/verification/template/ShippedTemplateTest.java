package io.contacttree.verification.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.local.template.ApiContract;
import io.contacttree.local.template.ApiRoute;
import io.contacttree.local.template.StackTemplate;
import io.contacttree.local.template.TemplateReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The template and contract that travel in the jar are read as they are. */
class ShippedTemplateTest {

  private static Reader resource(String name) {
    InputStream stream = ShippedTemplateTest.class.getResourceAsStream(name);
    assertThat(stream).as(name).isNotNull();
    return new InputStreamReader(stream, StandardCharsets.UTF_8);
  }

  @Test
  void template_hasAllPartsThatRunHere() throws IOException {
    try (Reader text = resource("/template.yaml")) {
      StackTemplate template = TemplateReader.read(text, Map.of("ConnectInstanceId", "*"));
      assertThat(template.mapping().function()).isEqualTo("BuildContactTreeFunction");
      assertThat(template.mapping().queue()).isEqualTo("ContactQueue");
      assertThat(template.mapping().reportsFailures()).isTrue();
      assertThat(template.deadLetterQueues())
          .containsExactly("ContactDeadLetterQueue", "RuleDeadLetterQueue");
      assertThat(template.table().key().hash()).isEqualTo("pk");
      assertThat(template.rule().pattern()).contains("DISCONNECTED").doesNotContain("instanceArn");
      assertThat(
              template.settings(
                  "BuildContactTreeFunction",
                  Map.of("ContactTreeTable", "t", "ContactQueue", "q"),
                  Map.of()))
          .containsEntry("TABLE_NAME", "t")
          .containsEntry("QUEUE_URL", "q")
          .containsEntry("CONNECT_INSTANCE_ID", "*");
    }
  }

  @Test
  void contract_routesTheTreeToTheReadingFunction() throws IOException {
    try (Reader text = resource("/api/openapi.yaml")) {
      assertThat(ApiContract.read(text))
          .contains(
              new ApiRoute(
                  "GET",
                  "/instances/{instanceId}/contacts/{contactId}/tree",
                  "ServeContactTreeFunction"));
    }
  }
}
