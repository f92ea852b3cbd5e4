package io.contacttree.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.contacttree.operator.export.ExportJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exports of a stack in AWS: the SDK's own clients, before a stand-in of what they call. */
final class StackExportTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:123456789012:table/trees";
  private static final String EXPORT = TABLE + "/export/01772447400000-0a1b2c3d";
  private static final Map<String, String> ACCESS =
      Map.of(
          "aws.region", "eu-central-1", "aws.accessKeyId", "any", "aws.secretAccessKey", "thing");
  private static final String WHOLE =
      "<Outputs><member><OutputKey>TableName</OutputKey><OutputValue>trees</OutputValue></member>"
          + "<member><OutputKey>ExportLocation</OutputKey>"
          + "<OutputValue>s3://bucket/contact-tree/AWSDynamoDB/</OutputValue></member></Outputs>";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<JsonNode> started = new ArrayList<>();
  private HttpServer server;
  private String outputs = WHOLE;
  private List<String> statuses = new ArrayList<>(List.of("COMPLETED"));

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    ACCESS.forEach(System::setProperty);
    System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    ACCESS.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.endpointUrl");
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target == null) {
      stacks(exchange, body);
      return;
    }
    switch (target.substring(target.indexOf('.') + 1)) {
      case "DescribeTable" ->
          reply(
              exchange,
              200,
              """
              {"Table":{"TableArn":"%s","SSEDescription":{"KMSMasterKeyArn":"arn:key"}}}"""
                  .formatted(TABLE));
      case "ExportTableToPointInTime" -> {
        started.add(ExportJson.MAPPER.readTree(body));
        reply(
            exchange,
            200,
            """
            {"ExportDescription":{"ExportArn":"%s","ExportStatus":"IN_PROGRESS"}}"""
                .formatted(EXPORT));
      }
      case "DescribeExport" ->
          reply(
              exchange,
              200,
              """
              {"ExportDescription":{"ExportArn":"%s","ExportStatus":"%s","ExportTime":1772447400,\
              "ItemCount":7,"FailureCode":"S3NoSuchBucket","FailureMessage":"The bucket is gone."}}"""
                  .formatted(EXPORT, statuses.removeFirst()));
      default -> reply(exchange, 400, "{}");
    }
  }

  private void stacks(HttpExchange exchange, String body) throws IOException {
    if (!body.contains("StackName=production")) {
      reply(
          exchange,
          400,
          "<ErrorResponse><Error><Code>ValidationError</Code>"
              + "<Message>Stack with id other does not exist</Message></Error></ErrorResponse>");
      return;
    }
    reply(
        exchange,
        200,
        "<DescribeStacksResponse><DescribeStacksResult><Stacks><member>"
            + "<StackName>production</StackName>"
            + outputs
            + "</member></Stacks></DescribeStacksResult></DescribeStacksResponse>");
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private int export(String... options) {
    return OperatorProgram.run(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        Stream.concat(Stream.of("export"), Arrays.stream(options)).toArray(String[]::new));
  }

  @Test
  void fullExport_goesIntoTheStacksBucketUnderTheTablesKey() throws Exception {
    assertThat(export("--stack=production", "--json")).as(err.toString()).isZero();

    assertThat(started).hasSize(1);
    JsonNode request = started.getFirst();
    assertThat(request.get("TableArn").asText()).isEqualTo(TABLE);
    assertThat(request.get("S3Bucket").asText()).isEqualTo("bucket");
    assertThat(request.get("S3Prefix").asText()).isEqualTo("contact-tree");
    assertThat(request.get("S3SseAlgorithm").asText()).isEqualTo("KMS");
    assertThat(request.get("S3SseKmsKeyId").asText()).isEqualTo("arn:key");
    assertThat(request.get("ExportFormat").asText()).isEqualTo("DYNAMODB_JSON");
    assertThat(request.get("ExportType").asText()).isEqualTo("FULL_EXPORT");
    assertThat(request.has("IncrementalExportSpecification")).isFalse();
    assertThat(ExportJson.MAPPER.readTree(out.toString()))
        .isEqualTo(
            ExportJson.MAPPER.readTree(
                """
                {"export_id":"01772447400000-0a1b2c3d","kind":"FULL","to_time":"2026-03-02T10:30:00Z",
                 "item_count":7,
                 "folder":"s3://bucket/contact-tree/AWSDynamoDB/01772447400000-0a1b2c3d/"}"""));
  }

  @Test
  void incrementalExport_hasTheWindowAndNewImagesAlone() {
    assertThat(
            export(
                "--stack=production",
                "--incremental",
                "--from=2026-03-02T10:00:00Z",
                "--to=2026-03-02T11:00:00Z"))
        .isZero();

    JsonNode request = started.getFirst();
    assertThat(request.get("ExportType").asText()).isEqualTo("INCREMENTAL_EXPORT");
    JsonNode window = request.get("IncrementalExportSpecification");
    assertThat(window.get("ExportFromTime").asLong()).isEqualTo(1_772_445_600);
    assertThat(window.get("ExportToTime").asLong()).isEqualTo(1_772_449_200);
    assertThat(window.get("ExportViewType").asText()).isEqualTo("NEW_IMAGE");
    assertThat(out.toString()).contains("7 items in s3://bucket/contact-tree/AWSDynamoDB/");
  }

  @Test
  void windowThatDynamoDbDoesNotExport_isUsage() {
    assertThat(
            export(
                "--stack=production",
                "--incremental",
                "--from=2026-03-02T10:00:00Z",
                "--to=2026-03-02T10:14:00Z"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("15 minutes");
    assertThat(started).isEmpty();
  }

  @Test
  void exportThatTakesLongerThanTheTimeout_goesOn() {
    statuses = new ArrayList<>(List.of("IN_PROGRESS"));

    assertThat(export("--stack=production", "--timeout=0")).isEqualTo(5);

    assertThat(err.toString()).contains("describe-export --export-arn " + EXPORT);
  }

  @Test
  void exportThatFails_saysWhy() {
    statuses = new ArrayList<>(List.of("FAILED"));

    assertThat(export("--stack=production")).isEqualTo(4);
    assertThat(err.toString()).contains("S3NoSuchBucket", "The bucket is gone.");
  }

  @Test
  void unknownStack_isNotFound() {
    assertThat(export("--stack=other")).isEqualTo(3);
    assertThat(err.toString()).contains("does not exist");
  }

  @Test
  void nobodyAnswers_endsWithFour() {
    System.setProperty("aws.endpointUrl", "http://nowhere.invalid");
    System.setProperty("aws.maxAttempts", "1");
    try {
      assertThat(export("--stack=production")).isEqualTo(4);
    } finally {
      System.clearProperty("aws.maxAttempts");
    }
  }

  @Test
  void stackOfSomethingElse_isNotFound() {
    outputs = "<Outputs/>";

    assertThat(export("--stack=production")).isEqualTo(3);
    assertThat(err.toString()).contains("production is no stack of Contact Tree");
  }

  @Test
  void dryRun_startsNothing() {
    assertThat(export("--stack=production", "--dry-run")).isZero();

    assertThat(out.toString())
        .contains("Would export the whole table to s3://bucket/contact-tree/AWSDynamoDB/");
    assertThat(started).isEmpty();
  }

  @Test
  void folderOfAStackInAws_isUsage() {
    assertThat(export("--stack=production", "--out=here")).isEqualTo(2);
  }
}
