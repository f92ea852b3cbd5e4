package io.contacttree.local.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.functions.builder.parse.MessageParser;
import io.contacttree.functions.builder.parse.ParsedMessage;
import io.contacttree.local.template.TemplateReader;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pattern of the template that is deployed, in EventBridge's own engine, beside the parser that
 * reads what it lets through: both get the same spellings, with one instance as with all.
 */
class DeployedRuleTest {

  private static final Path TEMPLATE = Path.of("..", "template.yaml");
  private static final String INSTANCE = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
  private static final String ARN = "arn:aws:connect:us-east-1:123456789012:instance/" + INSTANCE;

  private static final List<String> TYPE_NAMES = List.of("eventType", "EventType");
  private static final List<String> ARN_NAMES =
      List.of("instanceArn", "instanceARN", "InstanceArn");
  private static final List<String> TYPES =
      List.of(
          "DISCONNECTED",
          "Disconnected",
          "disconnected",
          "dIsCoNnEcTeD",
          "COMPLETED",
          "Completed",
          "completed",
          "cOMPLETED");
  private static final List<String> ARNS =
      List.of(
          ARN,
          "arn:aws::connect:us-east-1:123456789012:instance/" + INSTANCE,
          "arn:aws-us-gov:connect:us-gov-west-1:123456789012:instance/" + INSTANCE,
          ARN + "/",
          ARN + "/contact/c-1");

  private static final List<String> THROUGH_ONE = new ArrayList<>();
  private static final List<String> THROUGH_ALL = new ArrayList<>();
  private static EventBus oneInstance;
  private static EventBus everyInstance;

  @BeforeAll
  static void rules() throws IOException {
    oneInstance = new EventBus(pattern(INSTANCE), THROUGH_ONE::add);
    everyInstance = new EventBus(pattern("*"), THROUGH_ALL::add);
  }

  @BeforeEach
  void nothingYet() {
    THROUGH_ONE.clear();
    THROUGH_ALL.clear();
  }

  private static String pattern(String instance) throws IOException {
    try (Reader text = Files.newBufferedReader(TEMPLATE)) {
      return TemplateReader.read(
              text,
              Map.of(
                  "ConnectInstanceId",
                  instance,
                  "AWS::Region",
                  "us-east-1",
                  "AWS::AccountId",
                  "123456789012",
                  "AWS::Partition",
                  "aws",
                  "AWS::StackName",
                  "rule",
                  "AWS::URLSuffix",
                  "amazonaws.com"))
          .rule()
          .pattern();
    }
  }

  record Spelling(String typeName, String type, String arnName, String arn) {
    ObjectNode event() {
      ObjectNode event = Json.object();
      event.put("source", "aws.connect").put("detail-type", "Amazon Connect Contact Event");
      event.putObject("detail").put(typeName, type).put("contactId", "c-1").put(arnName, arn);
      return event;
    }
  }

  /** Returns every spelling of the names and values by which the rule chooses. */
  static Stream<Spelling> spellings() {
    return TYPE_NAMES.stream()
        .flatMap(
            typeName ->
                TYPES.stream()
                    .flatMap(
                        type ->
                            ARN_NAMES.stream()
                                .flatMap(
                                    arnName ->
                                        ARNS.stream()
                                            .map(
                                                arn ->
                                                    new Spelling(typeName, type, arnName, arn)))));
  }

  private static void offer(ObjectNode event) {
    oneInstance.accept(event);
    everyInstance.accept(event);
  }

  private static ParsedMessage parsed(ObjectNode event, Optional<InstanceId> instance) {
    return new MessageParser(instance)
        .parse("m", Json.write(event), Instant.parse("2026-03-02T10:15:32Z"));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void spellingThatTheParserReads_isLetThrough(Spelling spelling) {
    ObjectNode event = spelling.event();

    assertThat(parsed(event, Optional.of(new InstanceId(INSTANCE))))
        .isInstanceOf(ParsedMessage.Ended.class);
    offer(event);
    assertThat(THROUGH_ONE).as("one instance").hasSize(1);
    assertThat(THROUGH_ALL).as("every instance").hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void otherInstance_isLetThroughWhereEveryOneIs(Spelling spelling) {
    ObjectNode event =
        new Spelling(
                spelling.typeName(),
                spelling.type(),
                spelling.arnName(),
                spelling.arn().replace(INSTANCE, "other-" + INSTANCE))
            .event();

    assertThat(parsed(event, Optional.of(new InstanceId(INSTANCE))))
        .isEqualTo(new ParsedMessage.NotOurs(ParsedMessage.NotOurs.Evidence.INSTANCE));
    assertThat(parsed(event, Optional.empty())).isInstanceOf(ParsedMessage.Ended.class);
    offer(event);
    assertThat(THROUGH_ONE).as("one instance").isEmpty();
    assertThat(THROUGH_ALL).as("every instance").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INITIATED",
        "QUEUED",
        "CONTACT_DATA_UPDATED",
        "DISCONNECTED ",
        "NOT_COMPLETED",
        ""
      })
  void otherEventType_isKeptOut(String type) {
    for (String name : TYPE_NAMES) {
      ObjectNode event = new Spelling(name, type, "instanceArn", ARN).event();

      assertThat(parsed(event, Optional.empty()))
          .isEqualTo(new ParsedMessage.NotOurs(ParsedMessage.NotOurs.Evidence.EVENT_TYPE));
      offer(event);
    }
    assertThat(THROUGH_ONE).isEmpty();
    assertThat(THROUGH_ALL).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"source, aws.s3", "detail-type, Amazon Connect Contact Lens Event"})
  void otherSourceOrDetailType_isKeptOut(String field, String value) {
    ObjectNode event = new Spelling("eventType", "DISCONNECTED", "instanceArn", ARN).event();
    event.put(field, value);

    assertThat(parsed(event, Optional.empty())).isInstanceOf(ParsedMessage.NotOurs.class);
    offer(event);
    assertThat(THROUGH_ONE).isEmpty();
    assertThat(THROUGH_ALL).isEmpty();
  }
}
