package io.contacttree.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.contacttree.operator.export.ExportJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The export command: what it writes, and how it ends. */
final class ExportCommandTest {
  private static final String FROM = "--from=2026-03-02T10:00:00Z";
  private static final String TO = "--to=2026-03-02T11:00:00Z";

  @TempDir Path directory;
  private HttpServer server;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    Files.writeString(
        directory.resolve("endpoints.json"),
        """
        {"api":"%s","dynamodb":"%s/table","region":"us-east-1","account_id":"123456789012",\
        "access_key_id":"local","table":"trees"}"""
            .formatted(address, address));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fullExport_hasEveryPageOfTheTable() throws Exception {
    serve(
        "/table",
        "{\"Items\":[{\"pk\":{\"S\":\"a\"}}],\"LastEvaluatedKey\":{\"pk\":{\"S\":\"a\"}}}",
        "{\"Items\":[{\"pk\":{\"S\":\"b\"}}]}");
    serve("/_local/stream", "", "");

    assertThat(export("--json")).isZero();

    JsonNode said = ExportJson.MAPPER.readTree(out.toString());
    assertThat(said.get("item_count").asInt()).isEqualTo(2);
    assertThat(said.get("kind").asText()).isEqualTo("FULL");
    assertThat(said.get("export_id").asText()).matches("[0-9]{14}-[0-9a-f]{8}");
    Path folder = directory.resolve("AWSDynamoDB").resolve(said.get("export_id").asText());
    assertThat(lines(folder.resolve("data")))
        .containsExactly("{\"Item\":{\"pk\":{\"S\":\"a\"}}}", "{\"Item\":{\"pk\":{\"S\":\"b\"}}}");
    assertThat(folder.resolve("_started")).isEmptyFile();
  }

  /** Read early, written or deleted before the last page: one time for all, as with DynamoDB. */
  @Test
  void itemsThatChangeWhileTheTableIsRead_areAsTheyAreAtTheExportsTime() throws Exception {
    serve(
        "/table",
        "{\"Items\":[{\"pk\":{\"S\":\"a\"}},{\"pk\":{\"S\":\"b\"}},{\"pk\":{\"S\":\"c\"}}]}");
    serve(
        "/_local/stream",
        "",
        """
        {"eventName":"MODIFY","WriteTimestampMicros":1,"Keys":{"pk":{"S":"a"}},"NewImage":{"pk":{"S":"a"},"v":{"N":"1"}}}
        {"eventName":"MODIFY","WriteTimestampMicros":2,"Keys":{"pk":{"S":"a"}},"NewImage":{"pk":{"S":"a"},"v":{"N":"2"}}}
        {"eventName":"INSERT","WriteTimestampMicros":3,"Keys":{"pk":{"S":"d"}},"NewImage":{"pk":{"S":"d"}}}
        {"eventName":"REMOVE","WriteTimestampMicros":4,"Keys":{"pk":{"S":"c"}}}
        """);

    assertThat(export("--json")).isZero();

    String id = ExportJson.MAPPER.readTree(out.toString()).get("export_id").asText();
    assertThat(lines(directory.resolve("AWSDynamoDB").resolve(id).resolve("data")))
        .containsExactlyInAnyOrder(
            "{\"Item\":{\"pk\":{\"S\":\"a\"},\"v\":{\"N\":\"2\"}}}",
            "{\"Item\":{\"pk\":{\"S\":\"b\"}}}",
            "{\"Item\":{\"pk\":{\"S\":\"d\"}}}");
  }

  @Test
  void manifests_tellTheTruthAboutTheFiles() throws Exception {
    serve("/table", "{\"Items\":[{\"pk\":{\"S\":\"a\"}},{\"pk\":{\"S\":\"b\"}}]}");
    serve("/_local/stream", "", "");
    export("--json");
    Path root = directory.resolve("AWSDynamoDB");
    Path folder =
        root.resolve(ExportJson.MAPPER.readTree(out.toString()).get("export_id").asText());

    JsonNode summary = ExportJson.MAPPER.readTree(folder.resolve("manifest-summary.json").toFile());
    assertThat(summary.get("itemCount").asInt()).isEqualTo(2);
    assertThat(summary.get("exportType").asText()).isEqualTo("FULL_EXPORT");
    assertThat(summary.get("exportTime").asText()).matches("[0-9-]{10}T[0-9:]{8}[.][0-9]{3}Z");
    JsonNode file = ExportJson.MAPPER.readTree(folder.resolve("manifest-files.json").toFile());
    Path data = directory.resolve(file.get("dataFileS3Key").asText());
    assertThat(file.get("itemCount").asInt()).isEqualTo(2);
    assertThat(file.get("md5Checksum").asText()).isEqualTo(md5(data));
    assertThat(folder.resolve("manifest-summary.md5"))
        .hasContent(md5(folder.resolve("manifest-summary.json")));
    assertThat(folder.resolve("manifest-files.md5"))
        .hasContent(md5(folder.resolve("manifest-files.json")));
  }

  @Test
  void emptyTable_hasOneEmptyFile() throws Exception {
    serve("/table", "{\"Items\":[]}");
    serve("/_local/stream", "", "");

    assertThat(export("--json")).isZero();

    String id = ExportJson.MAPPER.readTree(out.toString()).get("export_id").asText();
    assertThat(lines(directory.resolve("AWSDynamoDB").resolve(id).resolve("data"))).isEmpty();
  }

  @Test
  void incrementalExport_liesInTheSharedFolder() throws Exception {
    serve(
        "/_local/stream",
        "{\"eventName\":\"MODIFY\",\"WriteTimestampMicros\":1772447400000000,"
            + "\"Keys\":{\"pk\":{\"S\":\"a\"}},\"NewImage\":{\"pk\":{\"S\":\"a\"}}}\n");

    assertThat(export("--incremental", FROM, TO, "--json")).isZero();

    JsonNode said = ExportJson.MAPPER.readTree(out.toString());
    assertThat(said.get("kind").asText()).isEqualTo("INCREMENTAL");
    assertThat(lines(directory.resolve("AWSDynamoDB/data")))
        .containsExactly(
            "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1772447400000000\"}},"
                + "\"Keys\":{\"pk\":{\"S\":\"a\"}},\"NewImage\":{\"pk\":{\"S\":\"a\"}}}");
    JsonNode summary =
        ExportJson.MAPPER.readTree(
            directory
                .resolve("AWSDynamoDB")
                .resolve(said.get("export_id").asText())
                .resolve("manifest-summary.json")
                .toFile());
    assertThat(summary.get("exportFromTime").asText()).isEqualTo("2026-03-02T10:00:00.000Z");
    assertThat(summary.get("exportToTime").asText()).isEqualTo("2026-03-02T11:00:00.000Z");
    assertThat(summary.get("outputView").asText()).isEqualTo("NEW_IMAGE");
  }

  @Test
  void streamThatBeganLater_isRefused() {
    server.createContext(
        "/_local/stream",
        exchange -> {
          byte[] answer = "began later".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(409, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });

    assertThat(export("--incremental", FROM, TO)).isEqualTo(4);
    assertThat(err.toString()).contains("began later");
    assertThat(directory.resolve("AWSDynamoDB")).doesNotExist();
  }

  @Test
  void nobodyAnswers_endsWithFour() {
    server.stop(0);

    assertThat(export()).isEqualTo(4);
    assertThat(err.toString()).contains("does not answer");
  }

  @Test
  void badOptions_areUsage() {
    assertThat(run("export", "--out", directory.toString())).isEqualTo(2);
    assertThat(run("export", "--local", "nowhere.json", "--out", directory.toString()))
        .isEqualTo(2);
    assertThat(export("--incremental", FROM)).isEqualTo(2);
    assertThat(export("--incremental", "--from=2026-03-02T12:00:00Z", TO)).isEqualTo(2);
    assertThat(export(FROM)).isEqualTo(2);
    assertThat(export("--unknown")).isEqualTo(2);
  }

  @Test
  void help_isDone() {
    assertThat(run("--help")).isZero();
    assertThat(run("export", "--help")).isZero();
    assertThat(out.toString()).contains("--incremental");
  }

  private int export(String... more) {
    String[] all = new String[more.length + 5];
    List<String> first =
        List.of(
            "export",
            "--local",
            directory.resolve("endpoints.json").toString(),
            "--out",
            directory.toString());
    for (int i = 0; i < all.length; i++) {
      all[i] = i < 5 ? first.get(i) : more[i - 5];
    }
    return run(all);
  }

  private int run(String... arguments) {
    return OperatorProgram.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private void serve(String path, String... answers) {
    var next = List.of(answers).iterator();
    server.createContext(
        path,
        exchange -> {
          byte[] answer = next.next().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
  }

  private static List<String> lines(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).isNotEmpty();
      StringBuilder text = new StringBuilder();
      for (Path file : all) {
        try (InputStream stream = new GZIPInputStream(Files.newInputStream(file))) {
          text.append(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
      return text.toString().lines().toList();
    }
  }

  private static String md5(Path file) throws Exception {
    return Base64.getEncoder()
        .encodeToString(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));
  }
}
