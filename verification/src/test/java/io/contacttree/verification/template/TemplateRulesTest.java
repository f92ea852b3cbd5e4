package io.contacttree.verification.template;

import static io.contacttree.verification.template.ShippedFiles.number;
import static io.contacttree.verification.template.ShippedFiles.properties;
import static io.contacttree.verification.template.ShippedFiles.resources;
import static io.contacttree.verification.template.ShippedFiles.stack;
import static io.contacttree.verification.template.ShippedFiles.target;
import static io.contacttree.verification.template.ShippedFiles.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.local.template.SourceMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules of the template that hold between resources, which no linter looks at. */
final class TemplateRulesTest {

  @Test
  void visibility_outlastsSixInvocationsAndTheBatchingWindow() {
    SourceMapping mapping = stack().mapping();
    Duration timeout = stack().function(mapping.function()).timeout();
    assertThat(Duration.ofSeconds(attribute(mapping.queue(), "VisibilityTimeout")))
        .isGreaterThanOrEqualTo(timeout.multipliedBy(6).plus(mapping.batchingWindow()));
  }

  @Test
  void batch_isOfferedWithinASecondAndReportsItsFailures() {
    SourceMapping mapping = stack().mapping();
    assertThat(mapping.batchSize()).isBetween(2, 10);
    assertThat(mapping.batchingWindow()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(mapping.reportsFailures()).isTrue();
    assertThat(mapping.maximumConcurrency()).isEqualTo(2);
  }

  /** An outage of an hour must not make dead letters of healthy messages. */
  @Test
  void receives_withGrowingDelaysSpanMoreThanAnHour() {
    int receives = number(redrive().path("maxReceiveCount"));
    int first = parameter("RetryDelayFirstSeconds");
    int longest = parameter("RetryDelayLongestSeconds");
    int span =
        IntStream.range(0, receives - 1)
            .map(number -> (int) Math.min(longest, first * Math.pow(2, number)))
            .sum();
    assertThat(receives).isBetween(5, 20);
    assertThat(Duration.ofSeconds(span)).isGreaterThan(Duration.ofHours(1));
  }

  /** SQS keeps counting a message's age in the dead-letter queue. */
  @Test
  void deadLetters_areKeptForDaysAfterTheQueueWouldHaveDroppedThem() {
    int kept = attribute(target(redrive().path("deadLetterTargetArn")), "MessageRetentionPeriod");
    int waiting = attribute(stack().mapping().queue(), "MessageRetentionPeriod");
    assertThat(Duration.ofSeconds(kept - waiting)).isGreaterThanOrEqualTo(Duration.ofDays(4));
  }

  @Test
  void queueAndRule_haveDeadLetterQueuesOfTheirOwn() {
    assertThat(stack().deadLetterQueues())
        .containsExactly("ContactDeadLetterQueue", "RuleDeadLetterQueue");
  }

  @Test
  void window_coversTheReadLagAndReachesTheQueue() {
    assertThat(parameter("WindowSeconds")).isGreaterThanOrEqualTo(parameter("ReadLagSeconds"));
    assertThat(target(properties(stack().mapping().queue()).path("DelaySeconds")))
        .isEqualTo("WindowSeconds");
  }

  /** A settle read longer than SQS can delay could not be sent. */
  @Test
  void delays_areWithinWhatTheQueueCanDelay() {
    for (String name :
        List.of(
            "WindowSeconds",
            "ReadLagSeconds",
            "SettleFirstSeconds",
            "SettleLongestSeconds",
            "RetryDelayFirstSeconds",
            "RetryDelayLongestSeconds")) {
      JsonNode parameter = template().path("Parameters").path(name);
      assertThat(parameter.path("MaxValue").asInt()).as(name).isEqualTo(900);
    }
  }

  @Test
  void everyQueue_hasAPolicy() {
    List<String> covered = new ArrayList<>();
    resources("AWS::SQS::QueuePolicy")
        .values()
        .forEach(
            policy ->
                policy
                    .path("Properties")
                    .path("Queues")
                    .forEach(queue -> covered.add(target(queue))));
    assertThat(covered).containsExactlyInAnyOrderElementsOf(resources("AWS::SQS::Queue").keySet());
  }

  /** Without this EventBridge drops every event for the encrypted queues, and says so nowhere. */
  @Test
  void key_letsEventBridgeDeliverForThisAccountOnly() {
    List<JsonNode> statements = new ArrayList<>();
    properties("DataKey")
        .path("KeyPolicy")
        .path("Statement")
        .forEach(
            statement -> {
              String service = statement.path("Principal").path("Service").asText();
              if (service.equals("events.amazonaws.com")) {
                statements.add(statement);
              }
            });
    assertThat(statements).hasSize(1);
    JsonNode statement = statements.getFirst();
    assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
    assertThat(statement.path("Action"))
        .map(JsonNode::asText)
        .containsExactlyInAnyOrder("kms:GenerateDataKey", "kms:Decrypt");
    assertThat(target(statement.path("Condition").path("StringEquals").path("aws:SourceAccount")))
        .isEqualTo("AWS::AccountId");
  }

  @Test
  void everyFunction_hasItsOwnRoleAndLogGroup() {
    Map<String, JsonNode> functions = resources("AWS::Serverless::Function");
    for (String part : List.of("Role", "LoggingConfig")) {
      List<String> own =
          functions.values().stream()
              .map(function -> function.path("Properties").path(part))
              .map(value -> target(value.has("LogGroup") ? value.path("LogGroup") : value))
              .toList();
      assertThat(own).as(part).doesNotHaveDuplicates().doesNotContain("");
    }
  }

  @Test
  void everyParameter_isInAGroupOfTheConsoleAndExplained() {
    List<String> grouped = new ArrayList<>();
    template()
        .path("Metadata")
        .path("AWS::CloudFormation::Interface")
        .path("ParameterGroups")
        .forEach(group -> group.path("Parameters").forEach(name -> grouped.add(name.asText())));
    List<String> parameters = new ArrayList<>();
    for (Map.Entry<String, JsonNode> parameter : template().path("Parameters").properties()) {
      parameters.add(parameter.getKey());
      assertThat(parameter.getValue().path("Description").asText())
          .as(parameter.getKey())
          .hasSizeGreaterThan(40);
    }
    assertThat(grouped).containsExactlyInAnyOrderElementsOf(parameters);
  }

  /** Lambda refuses a longer one, and with it the whole update. */
  @Test
  void longestVersionDescription_fitsIntoWhatLambdaTakes() {
    String pattern =
        properties("BuildContactTreeFunction").path("VersionDescription").path("Fn::Sub").asText();
    String longest = pattern;
    for (Map.Entry<String, JsonNode> parameter : template().path("Parameters").properties()) {
      String placeholder = "${" + parameter.getKey() + "}";
      if (pattern.contains(placeholder)) {
        int length = longestValue(parameter.getKey(), parameter.getValue());
        longest = longest.replace(placeholder, "x".repeat(length));
      }
    }
    assertThat(longest).doesNotContain("$").hasSizeLessThanOrEqualTo(256);
  }

  private static int longestValue(String name, JsonNode parameter) {
    if (parameter.has("AllowedValues")) {
      return IntStream.range(0, parameter.path("AllowedValues").size())
          .map(index -> parameter.path("AllowedValues").path(index).asText().length())
          .max()
          .orElseThrow();
    }
    if (parameter.has("MaxLength")) {
      return parameter.path("MaxLength").asInt();
    }
    if (parameter.has("MaxValue")) {
      return parameter.path("MaxValue").asText().length();
    }
    throw new AssertionError(name + " has no bound: give it a MaxLength");
  }

  private static JsonNode redrive() {
    return properties(stack().mapping().queue()).path("RedrivePolicy");
  }

  private static int attribute(String queue, String name) {
    return number(properties(queue).path(name));
  }

  private static int parameter(String name) {
    return template().path("Parameters").path(name).path("Default").asInt(Integer.MIN_VALUE);
  }
}
