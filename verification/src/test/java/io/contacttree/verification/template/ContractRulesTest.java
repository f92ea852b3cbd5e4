package io.contacttree.verification.template;

import static io.contacttree.verification.template.ShippedFiles.contract;
import static io.contacttree.verification.template.ShippedFiles.properties;
import static io.contacttree.verification.template.ShippedFiles.resources;
import static io.contacttree.verification.template.ShippedFiles.stack;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of the API against the template and against the schema of the document. */
final class ContractRulesTest {

  private static final Path SCHEMA = Path.of("..", "schema", "contact-tree.schema.json");

  @Test
  void everyOperation_isAnsweredByAFunctionThatGivesUpFirst() {
    List<JsonNode> operations = operations();
    assertThat(operations).isNotEmpty();
    for (JsonNode operation : operations) {
      JsonNode integration = operation.path("x-amazon-apigateway-integration");
      String uri = integration.path("uri").path("Fn::Sub").asText();
      String function = uri.replaceAll(".*/functions/\\$\\{(\\w+)\\.Arn}:live/invocations", "$1");
      Duration patience = Duration.ofMillis(integration.path("timeoutInMillis").asLong());
      assertThat(stack().functions()).as(uri).containsKey(function);
      assertThat(patience)
          .isGreaterThan(stack().function(function).timeout())
          .isLessThanOrEqualTo(Duration.ofSeconds(29));
    }
  }

  @Test
  void everyOperation_wantsACallerWhoProvesWhoHeIs() {
    assertThat(operations())
        .allSatisfy(
            operation -> assertThat(operation.path("security").path(0).has("caller")).isTrue());
  }

  /** API Gateway may call the function for the paths of the contract and no others. */
  @Test
  void permission_coversEveryPathOfTheContract() {
    List<String> allowed = new ArrayList<>();
    for (JsonNode permission : resources("AWS::Lambda::Permission").values()) {
      String source = permission.path("Properties").path("SourceArn").path("Fn::Sub").asText();
      allowed.add(source.replaceAll(".*\\$\\{ContactTreeApi}/\\*/", ""));
    }
    List<String> described = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : contract().path("paths").properties()) {
      path.getValue()
          .properties()
          .forEach(
              operation ->
                  described.add(
                      operation.getKey().toUpperCase(Locale.ROOT)
                          + path.getKey().replaceAll("\\{[^}]+}", "*")));
    }
    assertThat(allowed).containsExactlyInAnyOrderElementsOf(described);
  }

  /** One shape: what the contract describes is what the schema publishes. */
  @ParameterizedTest
  @CsvSource({
    "ContactTree, ''",
    "Contact, contact",
    "Reference, reference",
    "Defect, defect",
  })
  void schemas_nameTheKeysOfTheDocumentInItsOrder(String name, String definition)
      throws IOException {
    JsonNode root = new ObjectMapper().readTree(SCHEMA.toFile());
    JsonNode published = definition.isEmpty() ? root : root.path("$defs").path(definition);
    JsonNode described = contract().path("components").path("schemas").path(name);
    assertThat(keys(described.path("properties")))
        .isNotEmpty()
        .containsExactlyElementsOf(keys(published.path("properties")));
    assertThat(texts(described.path("required")))
        .containsExactlyInAnyOrderElementsOf(texts(published.path("required")));
    for (String key : keys(published.path("properties"))) {
      JsonNode values = published.path("properties").path(key).path("enum");
      assertThat(texts(described.path("properties").path(key).path("enum")))
          .as(key)
          .containsExactlyInAnyOrderElementsOf(texts(values));
    }
  }

  @Test
  void template_includesTheContractAsItIs() {
    JsonNode include = properties("ContactTreeApi").path("DefinitionBody").path("Fn::Transform");
    assertThat(include.path("Name").asText()).isEqualTo("AWS::Include");
    assertThat(include.path("Parameters").path("Location").asText()).isEqualTo("api/openapi.yaml");
  }

  private static List<JsonNode> operations() {
    List<JsonNode> operations = new ArrayList<>();
    contract()
        .path("paths")
        .forEach(path -> path.properties().forEach(entry -> operations.add(entry.getValue())));
    return operations;
  }

  private static List<String> keys(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static List<String> texts(JsonNode list) {
    return Stream.iterate(0, index -> index < list.size(), index -> index + 1)
        .map(index -> list.path(index).asText())
        .toList();
  }
}
