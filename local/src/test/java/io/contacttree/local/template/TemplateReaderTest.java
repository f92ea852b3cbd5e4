package io.contacttree.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.standin.http.Json;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateReaderTest {

  private static final String TEMPLATE =
      """
      Parameters:
        Instance: { Type: String }
        Window: { Type: Number, Default: 20 }
        Workers: { Type: Number, Default: 2 }
        Stage: { Type: String, Default: test }
      Conditions:
        EveryInstance: !Equals [!Ref Instance, "*"]
        Nowhere: !Not [!Equals [!Ref Stage, test]]
      Globals:
        Function:
          Timeout: 30
          Environment: { Variables: { STAGE: !Ref Stage } }
      Resources:
        Ended:
          Type: AWS::Events::Rule
          Properties:
            EventPattern:
              source: [aws.connect]
              detail:
                instanceArn: !If [EveryInstance, !Ref AWS::NoValue, [{ suffix: !Sub ":instance/${Instance}" }]]
            Targets:
              - { Id: other, Arn: !GetAtt Other.Arn }
              - Id: mine
                Arn: !GetAtt Inbox.Arn
                DeadLetterConfig: { Arn: !GetAtt Undeliverable.Arn }
        Inbox:
          Type: AWS::SQS::Queue
          Properties:
            QueueName: !Sub "inbox-${Stage}"
            DelaySeconds: !Ref Window
            VisibilityTimeout: 180
            KmsMasterKeyId: !Ref SomethingNotHere
            RedrivePolicy: { deadLetterTargetArn: !GetAtt [Poison, Arn], maxReceiveCount: 7 }
        Poison: { Type: AWS::SQS::Queue }
        Undeliverable: { Type: AWS::SQS::Queue }
        Other: { Type: AWS::SQS::Queue }
        NotMade: { Type: AWS::SQS::Queue, Condition: Nowhere }
        Trees:
          Type: AWS::DynamoDB::Table
          Properties:
            AttributeDefinitions:
              - { AttributeName: a, AttributeType: S }
              - { AttributeName: b, AttributeType: N }
            KeySchema: [{ AttributeName: a, KeyType: HASH }]
            GlobalSecondaryIndexes:
              - IndexName: by-b
                KeySchema: [{ AttributeName: b, KeyType: HASH }, { AttributeName: a, KeyType: RANGE }]
                Projection: { ProjectionType: INCLUDE, NonKeyAttributes: [c] }
            TimeToLiveSpecification: { AttributeName: gone_at, Enabled: true }
        Told:
          Type: AWS::Pipes::Pipe
          Properties:
            Source: !GetAtt Trees.StreamArn
            SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"x":[1]}' }, { Pattern: '{"x":[2]}' }] } }
            TargetParameters:
              EventBridgeEventBusParameters: { Source: ours, DetailType: $.kind }
              InputTemplate: '{"y":"<$.y>"}'
        Builder:
          Type: AWS::Serverless::Function
          Properties:
            Handler: some.Handler::handleRequest
            Timeout: 60
            Events:
              Feed:
                Type: SQS
                Properties:
                  Queue: !GetAtt Inbox.Arn
                  BatchSize: 5
                  MaximumBatchingWindowInSeconds: 1
                  FunctionResponseTypes: [ReportBatchItemFailures]
                  ScalingConfig: { MaximumConcurrency: !Ref Workers }
            Environment: { Variables: { TABLE_NAME: !Ref Trees, QUEUE: !Ref Inbox, HEADROOM: 0.9, EMPTY: "" } }
        Reader:
          Type: AWS::Serverless::Function
          Properties: { Handler: other.Handler }
      """;

  private static StackTemplate read(Map<String, String> given) {
    return TemplateReader.read(new StringReader(TEMPLATE), given);
  }

  @Test
  void pipe_isReadAsItStands() {
    assertThat(TemplateReader.read(new StringReader(TEMPLATE), Map.of("Instance", "i")).pipe())
        .isEqualTo(
            new PipeDefinition(
                List.of("{\"x\":[1]}", "{\"x\":[2]}"), "ours", "$.kind", "{\"y\":\"<$.y>\"}"));
  }

  @Test
  void mapping_isReadWithItsParameters() {
    assertThat(read(Map.of("Instance", "*")).mapping())
        .isEqualTo(new SourceMapping("Builder", "Inbox", 5, Duration.ofSeconds(1), true, 2));
    assertThat(read(Map.of("Instance", "*", "Workers", "9")).mapping().maximumConcurrency())
        .isEqualTo(9);
  }

  @Test
  void everyInstance_patternNamesNone() throws Exception {
    RuleDefinition rule = read(Map.of("Instance", "*")).rule();
    assertThat(Json.read(rule.pattern()))
        .isEqualTo(Json.read("{\"source\":[\"aws.connect\"],\"detail\":{}}"));
    assertThat(rule.targetQueue()).isEqualTo("Inbox");
    assertThat(rule.deadLetterQueue()).isEqualTo("Undeliverable");
  }

  @Test
  void oneInstance_patternNamesIt() throws Exception {
    assertThat(Json.read(read(Map.of("Instance", "abc")).rule().pattern()))
        .isEqualTo(
            Json.read(
                "{\"source\":[\"aws.connect\"],\"detail\":{\"instanceArn\":[{\"suffix\":\":instance/abc\"}]}}"));
  }

  @Test
  void queues_keepWhatHoldsHere() {
    StackTemplate template = read(Map.of("Instance", "*"));
    assertThat(template.queues()).containsOnlyKeys("Inbox", "Poison", "Undeliverable", "Other");
    assertThat(template.sourceQueue())
        .isEqualTo(
            new QueueDefinition(
                "Inbox",
                "inbox-test",
                Map.of("DelaySeconds", "20", "VisibilityTimeout", "180"),
                Optional.of("Poison")));
    assertThat(template.deadLetterQueues()).containsExactly("Poison", "Undeliverable");
  }

  @Test
  void table_isReadWithIndexesAndExpiry() {
    assertThat(read(Map.of("Instance", "*")).table())
        .isEqualTo(
            new TableDefinition(
                "Trees",
                "Trees",
                Map.of("a", "S", "b", "N"),
                new TableDefinition.Key("a", Optional.empty()),
                List.of(
                    new TableDefinition.Index(
                        "by-b",
                        new TableDefinition.Key("b", Optional.of("a")),
                        "INCLUDE",
                        List.of("c"))),
                Optional.of("gone_at"),
                Optional.empty()));
  }

  @Test
  void functions_takeWhatIsCommon() {
    StackTemplate template = read(Map.of("Instance", "*"));
    assertThat(template.function("Builder").timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(template.function("Builder").handler()).isEqualTo("some.Handler::handleRequest");
    assertThat(template.function("Reader").timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void settings_areTheTemplatesNamesWithValuesFromHere() {
    StackTemplate template = read(Map.of("Instance", "*"));
    Map<String, String> references = Map.of("Trees", "trees", "Inbox", "http://queue");
    assertThat(
            template.settings(
                "Builder", references, Map.of("HEADROOM", "0.5", "NOT_IN_TEMPLATE", "x")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "STAGE", "test",
                "TABLE_NAME", "trees",
                "QUEUE", "http://queue",
                "HEADROOM", "0.5",
                "EMPTY", ""));
    assertThatThrownBy(() -> template.settings("Builder", Map.of(), Map.of()))
        .hasMessageContaining("Trees");
  }

  @Test
  void functionUnknownHere_isNamed() {
    String importing = TEMPLATE.replace("!Sub \"inbox-${Stage}\"", "!ImportValue x");
    assertThatThrownBy(
            () -> TemplateReader.read(new StringReader(importing), Map.of("Instance", "*")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Fn::ImportValue");
  }

  @Test
  void noFunctionWithAQueue_isSaid() {
    assertThatThrownBy(() -> TemplateReader.read(new StringReader("Resources: {}"), Map.of()))
        .hasMessageContaining("no function that a queue feeds");
  }
}
