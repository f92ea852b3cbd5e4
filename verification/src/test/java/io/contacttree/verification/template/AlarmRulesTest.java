package io.contacttree.verification.template;

import static io.contacttree.verification.template.ShippedFiles.number;
import static io.contacttree.verification.template.ShippedFiles.properties;
import static io.contacttree.verification.template.ShippedFiles.resources;
import static io.contacttree.verification.template.ShippedFiles.stack;
import static io.contacttree.verification.template.ShippedFiles.target;
import static io.contacttree.verification.template.ShippedFiles.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.local.template.FunctionDefinition;
import io.contacttree.local.template.TableDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Alarms that look at something that is there, and something that is there for each alarm. */
final class AlarmRulesTest {

  private static final String ALARM = "AWS::CloudWatch::Alarm";

  /** The type of the resource that each namespace names in its first dimension. */
  private static final Map<String, String> WATCHED =
      Map.of(
          "AWS/SQS", "AWS::SQS::Queue",
          "AWS/Lambda", "AWS::Serverless::Function",
          "AWS/Events", "AWS::Events::Rule",
          "AWS/DynamoDB", "AWS::DynamoDB::Table");

  /** A metric that an alarm looks at. */
  private record Watched(
      String alarm, String namespace, String name, String resource, JsonNode dimensions) {}

  @Test
  void everyMetric_isOneOfAResourceOfItsOwnKind() {
    assertThat(watched()).hasSizeGreaterThan(15);
    for (Watched metric : watched()) {
      String type = WATCHED.get(metric.namespace());
      if (type != null) {
        assertThat(resources(type)).as("%s", metric).containsKey(metric.resource());
      }
    }
  }

  @Test
  void ownMetrics_haveTheDimensionsThatTheFunctionsPublish() {
    List<Watched> own =
        watched().stream().filter(metric -> !metric.namespace().startsWith("AWS/")).toList();
    assertThat(own).isNotEmpty();
    for (Watched metric : own) {
      assertThat(metric.namespace())
          .isEqualTo(variable("BuildContactTreeFunction", "POWERTOOLS_METRICS_NAMESPACE"));
      assertThat(metric.dimensions()).as(metric.name()).hasSize(2);
      assertThat(metric.dimensions().path(0).path("Name").asText()).isEqualTo("service");
      assertThat(metric.dimensions().path(0).path("Value").asText())
          .isEqualTo(variable("BuildContactTreeFunction", "POWERTOOLS_SERVICE_NAME"));
      assertThat(metric.dimensions().path(1).path("Name").asText()).isEqualTo("stage");
      assertThat(target(metric.dimensions().path(1).path("Value"))).isEqualTo("Stage");
    }
  }

  /** Figures that nobody counts would leave their alarm silent for ever. */
  @Test
  void ownMetrics_areCountedByTheFunction() throws IOException {
    Set<String> counted = new TreeSet<>(Set.of("returned_fault"));
    for (Outcome.Returned.Reason reason : Outcome.Returned.Reason.values()) {
      counted.add("returned_" + reason.name().toLowerCase(Locale.ROOT));
    }
    for (Watched metric : watched()) {
      if (!metric.namespace().startsWith("AWS/") && !counted.contains(metric.name())) {
        assertThat(constantsOf("io/contacttree/functions/builder/ConnectMetrics"))
            .contains(metric.name());
      }
    }
  }

  @Test
  void indexMetrics_nameIndexesOfTheTable() {
    List<String> indexes = new ArrayList<>();
    for (Watched metric : watched()) {
      for (JsonNode dimension : metric.dimensions()) {
        if (dimension.path("Name").asText().equals("GlobalSecondaryIndexName")) {
          indexes.add(dimension.path("Value").asText());
        }
      }
    }
    assertThat(indexes)
        .containsExactlyInAnyOrderElementsOf(
            stack().table().indexes().stream().map(TableDefinition.Index::name).toList());
  }

  @Test
  void everyDeadLetterQueue_hasAnAlarmOnItsFirstMessage() {
    for (String queue : stack().deadLetterQueues()) {
      List<String> alarms = alarmsOn("ApproximateNumberOfMessagesVisible", queue);
      assertThat(alarms).as(queue).hasSize(1);
      assertThat(properties(alarms.getFirst()).path("Threshold").asInt(-1)).isZero();
    }
  }

  @Test
  void queue_hasAnAlarmOnItsOldestMessage() {
    assertThat(alarmsOn("ApproximateAgeOfOldestMessage", stack().mapping().queue())).hasSize(1);
  }

  @Test
  void everyFunction_hasAlarmsOnErrorsThrottlesAndDuration() {
    for (String function : stack().functions().keySet()) {
      for (String metric : List.of("Errors", "Throttles", "Duration")) {
        assertThat(alarmsOn(metric, function)).as(metric + " of " + function).hasSize(1);
      }
    }
  }

  @Test
  void durationAlarms_fireShortlyBeforeTheTimeout() {
    for (FunctionDefinition function : stack().functions().values()) {
      String alarm = alarmsOn("Duration", function.logicalId()).getFirst();
      int threshold = number(properties(alarm).path("Threshold"));
      long timeout = function.timeout().toMillis();
      assertThat((long) threshold).as(alarm).isBetween(timeout * 8 / 10, timeout - 1);
    }
  }

  @Test
  void everyRule_hasAnAlarmOrAQueueWhoseSilenceIsOne() {
    for (Map.Entry<String, JsonNode> rule : resources("AWS::Events::Rule").entrySet()) {
      String target =
          target(rule.getValue().path("Properties").path("Targets").path(0).path("Arn"));
      List<String> alarms = new ArrayList<>(alarmsOn("FailedInvocations", rule.getKey()));
      alarms.addAll(alarmsOn("NumberOfMessagesSent", target));
      assertThat(alarms).as(rule.getKey()).isNotEmpty();
    }
  }

  @Test
  void everyAlarm_namesASectionThatIsLikeItsName() {
    for (Map.Entry<String, JsonNode> alarm : resources(ALARM).entrySet()) {
      JsonNode properties = alarm.getValue().path("Properties");
      String name = properties.path("AlarmName").path("Fn::Sub").asText();
      assertThat(name).as(alarm.getKey()).startsWith("${AWS::StackName}-");
      assertThat(properties.path("AlarmDescription").asText())
          .as(alarm.getKey())
          .containsPattern("docs/operations\\.md#[a-z-]+$");
    }
  }

  @Test
  void everyAlarm_tellsTheTopicWhenItIsGiven() {
    Set<String> without = new TreeSet<>();
    resources(ALARM)
        .forEach(
            (id, alarm) -> {
              JsonNode actions = alarm.path("Properties").path("AlarmActions").path("Fn::If");
              if (!actions.path(0).asText().equals("AlarmTopic")
                  || !target(actions.path(1).path(0)).equals("AlarmTopicArn")) {
                without.add(id);
              }
            });
    assertThat(without).isEmpty();
    assertThat(template().path("Parameters").path("AlarmTopicArn").path("Default").asText("-"))
        .isEmpty();
  }

  private static Set<String> constantsOf(String type) throws IOException {
    try (InputStream file = AlarmRulesTest.class.getResourceAsStream("/" + type + ".class")) {
      Set<String> constants = new TreeSet<>();
      ClassFile.of()
          .parse(file.readAllBytes())
          .constantPool()
          .forEach(
              entry -> {
                if (entry instanceof StringEntry text) {
                  constants.add(text.stringValue());
                }
              });
      return constants;
    }
  }

  private static String variable(String function, String name) {
    return stack()
        .settings(function, Map.of("ContactTreeTable", "t", "ContactQueue", "q"), Map.of())
        .get(name);
  }

  private static List<String> alarmsOn(String metric, String resource) {
    return watched().stream()
        .filter(watched -> watched.name().equals(metric) && watched.resource().equals(resource))
        .map(Watched::alarm)
        .toList();
  }

  private static List<Watched> watched() {
    List<Watched> metrics = new ArrayList<>();
    resources(ALARM)
        .forEach(
            (id, alarm) -> {
              JsonNode properties = alarm.path("Properties");
              if (properties.has("MetricName")) {
                metrics.add(watched(id, properties));
              }
              for (JsonNode query : properties.path("Metrics")) {
                if (query.has("MetricStat")) {
                  metrics.add(watched(id, query.path("MetricStat").path("Metric")));
                }
              }
            });
    return metrics;
  }

  private static Watched watched(String alarm, JsonNode metric) {
    JsonNode dimensions = metric.path("Dimensions");
    return new Watched(
        alarm,
        metric.path("Namespace").asText(),
        metric.path("MetricName").asText(),
        target(dimensions.path(0).path("Value")),
        dimensions);
  }
}
