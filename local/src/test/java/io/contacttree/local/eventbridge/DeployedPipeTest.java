package io.contacttree.local.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.template.TemplateReader;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pipe of the template that is deployed, with records as a table's stream has them. */
class DeployedPipeTest {

  private static final Map<String, String> TOLD =
      new TreeMap<>(
          Map.of(
              "instance_id", "i",
              "contact_id", "c",
              "tree_id", "t",
              "revision", "7",
              "state", "COMPLETE",
              "contact_count", "2",
              "written_at", "2026-03-02T10:15:30.000Z"));

  private static PipeTransform pipe() throws IOException {
    try (Reader text = Files.newBufferedReader(Path.of("..", "template.yaml"))) {
      return new PipeTransform(
          TemplateReader.read(text, Map.of("ConnectInstanceId", "*", "AWS::Region", "us-east-1"))
              .pipe());
    }
  }

  private static ObjectNode record(ObjectNode image) {
    ObjectNode record = Json.object().put("eventName", "MODIFY");
    record.putObject("dynamodb").set("NewImage", image);
    return record;
  }

  private static ObjectNode image(String type) {
    ObjectNode image = Json.object();
    TOLD.forEach((name, value) -> image.putObject("told_" + name).put("S", value));
    image.putObject("told_type").put("S", type);
    image.putObject("tree_id").put("S", "not this one");
    image.putObject("contacts").putArray("L").addObject().putObject("M");
    return image;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Contact Tree Changed", "Contact Tree Moved", "Contact Erased"})
  void whatIsTold_becomesAnEventOfThatType(String type) throws IOException {
    JsonNode event = pipe().event(record(image(type))).orElseThrow();
    assertThat(event.path("source").textValue()).isEqualTo("contact-tree");
    assertThat(event.path("detail-type").textValue()).isEqualTo(type);
    Map<String, String> detail = new TreeMap<>();
    event
        .path("detail")
        .properties()
        .forEach(one -> detail.put(one.getKey(), one.getValue().textValue()));
    assertThat(detail).isEqualTo(TOLD);
  }

  @Test
  void itemWithoutAType_isNotTold() throws IOException {
    ObjectNode image = image("Contact Tree Changed");
    image.remove("told_type");
    assertThat(pipe().event(record(image))).isEmpty();
  }

  @Test
  void deletion_isNotTold() throws IOException {
    ObjectNode record = Json.object().put("eventName", "REMOVE");
    record.putObject("dynamodb").putObject("Keys").putObject("pk").put("S", "i#c");
    assertThat(pipe().event(record)).isEmpty();
  }
}
