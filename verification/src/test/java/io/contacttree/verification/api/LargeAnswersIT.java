package io.contacttree.verification.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.http.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree of eight contacts whose references take eight megabytes: Lambda carries six. */
final class LargeAnswersIT {
  private static final int MEMBERS = 8;
  private static final int REFERENCES = 60;
  private static final String VALUE = "😀".repeat(2_048);
  private static final String TREE = "/instances/large/contacts/c0/tree";

  @TempDir static Path directory;
  private static ApiStack api;

  @BeforeAll
  static void start() throws Exception {
    ApiCalls calls = ApiCalls.of("large");
    for (int member = 0; member < MEMBERS; member++) {
      calls
          .contact(
              "c" + member,
              member == 0 ? "" : "c" + (member - 1),
              "VOICE",
              ApiCalls.BEGAN.plusSeconds(60L * member))
          .ended(ApiCalls.BEGAN.plusSeconds(60L * member + 30));
      for (int reference = 0; reference < REFERENCES; reference++) {
        calls.reference("String", name(reference), VALUE);
      }
    }
    api = ApiStack.start(directory, List.of(calls));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void uncompressed_is406OnlyCompressed() throws Exception {
    HttpResponse<String> answer = api.isProblem(TREE, 406, "only-compressed");

    assertThat(ApiStack.header(answer, "Vary")).isEqualTo("Accept, Accept-Encoding");
  }

  @Test
  void compressed_isWhole() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          http.send(
              api.process().request("api", TREE).header("Accept-Encoding", "gzip").build(),
              HttpResponse.BodyHandlers.ofByteArray());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
      JsonNode tree = Json.read(unpacked(answer.body()));
      assertThat(tree.path("contact_count").asInt()).isEqualTo(MEMBERS);
      assertThat(tree.path("reference_count").asInt()).isEqualTo(MEMBERS * REFERENCES);
      tree.path("contacts").forEach(LargeAnswersIT::holdsAllReferences);
    }
  }

  private static String name(int reference) {
    return "n%02d".formatted(reference) + "😀".repeat(2_040);
  }

  private static void holdsAllReferences(JsonNode contact) {
    JsonNode references = contact.path("references");
    assertThat(references).hasSize(REFERENCES);
    for (int place = 0; place < REFERENCES; place++) {
      JsonNode reference = references.path(place);
      assertThat(reference.path("name").asText()).isEqualTo(name(place));
      assertThat(reference.path("value").asText()).isEqualTo(VALUE);
    }
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    try (GZIPInputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return unpacking.readAllBytes();
    }
  }
}
