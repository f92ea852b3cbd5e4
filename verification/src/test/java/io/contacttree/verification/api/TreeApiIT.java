package io.contacttree.verification.api;

import static io.contacttree.verification.api.ApiStack.header;
import static io.contacttree.verification.api.ApiStack.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One tree in five forms, and what holds for every path of the API. */
final class TreeApiIT {
  private static final String TREE = "/instances/calls/contacts/c1/tree";
  private static final List<String> FORMATS = List.of("json", "svg", "html", "text", "mermaid");
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "json", "application/json",
          "svg", "image/svg+xml",
          "html", "text/html; charset=utf-8",
          "text", "text/plain; charset=utf-8",
          "mermaid", "application/vnd.mermaid");

  @TempDir static Path directory;
  private static ApiStack api;

  @BeforeAll
  static void start() throws Exception {
    ApiCalls calls = ApiCalls.of("calls").call("c0", ApiCalls.BEGAN).handledBy("a-0", "q-0");
    for (int i = 1; i < 5; i++) {
      calls
          .contact("c" + i, "c" + (i - 1), "VOICE", ApiCalls.BEGAN.plusSeconds(60L * i))
          .ended(ApiCalls.BEGAN.plusSeconds(60L * i + 30))
          .handledBy("a-" + i, "q-" + i)
          .reference("Url", "page", "https://crm.example.com/" + i);
    }
    api =
        ApiStack.start(
            directory, List.of(calls, ApiCalls.of("others").call("theirs", ApiCalls.BEGAN)));
    api.bury("calls", "gone");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @AfterEach
  void healthy() throws Exception {
    api.fault("OK");
  }

  // ---- Everywhere -------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "colour=red, colour",
    "x-amz-date=1, x-amz-date",
    "format=json&format=svg, format",
    "format=, format",
    "names=, names",
    "tz=UTC&tz=UTC, tz",
    "limit=5, limit"
  })
  void parameterThatIsUnknownTwiceOrEmpty_is400AndNamed(String query, String field)
      throws Exception {
    api.isProblem(TREE + "?" + query, 400, "bad-request", field);
  }

  @Test
  void severalWrongParameters_areAllNamed() throws Exception {
    api.isProblem(
        "/instances/calls/contacts/a%20b/tree?format=pdf&names=yes&tz=Mars&a=b",
        400, "bad-request", "contactId", "format", "names", "tz", "a");
  }

  @Test
  void parametersOfSignedLinks_areIgnored() throws Exception {
    assertThat(api.get(TREE + "?X-Amz-Algorithm=a&X-Amz-Signature=b&X-Amz-Signature=c").body())
        .isEqualTo(api.get(TREE).body());
  }

  @ParameterizedTest
  @CsvSource({
    "/instances/a%20b/contacts/c1/tree, instanceId",
    "/instances/%C3%A4/contacts/c1/tree, instanceId",
    "/instances//contacts/c1/tree, instanceId",
    "/instances/calls/contacts/c.1/tree, contactId",
    "/instances/calls/contacts/a%2Fb/tree, contactId",
    "/instances/calls/contacts//tree, contactId"
  })
  void idThatCannotBeOne_is400AndNamed(String path, String field) throws Exception {
    api.isProblem(path, 400, "bad-request", field);
  }

  @Test
  void longestIds_areAsked_andLongerOnesAre400() throws Exception {
    String instance = "i".repeat(100);
    String contact = "c".repeat(256);

    api.isProblem(tree(instance, contact), 404, "unknown-contact");
    api.isProblem(tree(instance + "i", contact), 400, "bad-request", "instanceId");
    api.isProblem(tree(instance, contact + "c"), 400, "bad-request", "contactId");
  }

  @Test
  void idWithEscapesThatItDoesNotNeed_isTheSameId() throws Exception {
    assertThat(api.get("/instances/c%61lls/contacts/%631/tree").body())
        .isEqualTo(api.get(TREE).body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/_local/page.js",
        "/openapi.json",
        "/instances/calls/trees",
        "/instances/calls/contacts/c1/tree"
      })
  void otherMethods_are405WithAllow(String path) throws Exception {
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
      HttpResponse<String> answer = isProblem(api.ask(method, path), 405, "method-not-allowed");
      assertThat(header(answer, "Allow")).as(method + path).isEqualTo("GET");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/instances",
        "/instances/calls",
        "/instances/calls/contacts",
        "/instances/calls/contacts/c1/files/f1",
        "/instances/calls/contacts/c1/tree/more",
        "/openapi.yaml",
        "/_local/nothing"
      })
  void pathOutsideTheContract_is404(String path) throws Exception {
    api.isProblem(path, 404, "no-such-path");
  }

  @Test
  void contract_isServedWithTheAddressAskedAndNothingOfTheDeployment() throws Exception {
    HttpResponse<String> answer = api.get("/openapi.json");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).doesNotContain("x-amazon", "Fn::", "AWS::");
    JsonNode contract = Json.read(answer.body());
    assertThat(contract.at("/servers/0/url").asText()).isEqualTo(api.address());
    assertThat(contract.path("paths").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "/instances/{instanceId}/contacts/{contactId}/tree",
            "/instances/{instanceId}/trees",
            "/instances/{instanceId}/contacts/{contactId}/files/{fileId}/link",
            "/instances/{instanceId}/contacts/{contactId}/refresh",
            "/instances/{instanceId}/contacts/{contactId}",
            "/openapi.json");
    api.isProblem("/openapi.json?format=yaml", 400, "bad-request", "format");
    assertThat(api.reads("/openapi.json")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/instances/calls/contacts/c1/tree",
        "/instances/calls/contacts/nobody/tree",
        "/instances/calls/contacts/c1/tree?format=html",
        "/instances/calls/trees",
        "/instances/calls/trees?agent_id=a-0",
        "/instances/calls/trees?contact_ids=c1"
      })
  void tableThatIsDown_is503WithRetryAfterAndNothingElse(String path) throws Exception {
    api.fault("DOWN");

    HttpResponse<String> answer = api.isProblem(path, 503, "temporarily-unavailable");

    assertThat(header(answer, "Retry-After")).matches("[1-9][0-9]*");
  }

  // ---- Which tree -------------------------------------------------------------------------------

  @Test
  void anyMember_isAnsweredWithTheSameDocument() throws Exception {
    String byRoot = api.get(tree("calls", "c0")).body();
    for (int i = 1; i < 5; i++) {
      assertThat(api.get(tree("calls", "c" + i)).body()).isEqualTo(byRoot);
    }
    assertThat(Json.read(byRoot).path("contacts").findValuesAsText("contact_id"))
        .containsExactly("c0", "c1", "c2", "c3", "c4");
  }

  @Test
  void unknownAndAnotherInstancesContact_areTheSameBytesAtTheSameRequests() throws Exception {
    String unknown = tree("calls", "nobody");
    String theirs = tree("calls", "theirs");
    assertThat(api.get(tree("others", "theirs")).statusCode()).isEqualTo(200);

    assertThat(api.isProblem(theirs, 404, "unknown-contact").body())
        .isEqualTo(api.isProblem(unknown, 404, "unknown-contact").body());
    assertThat(api.reads(theirs)).isEqualTo(api.reads(unknown));
  }

  @Test
  void erasedContact_is410() throws Exception {
    for (String format : FORMATS) {
      api.isProblem(tree("calls", "gone") + "?format=" + format, 410, "erased-contact");
    }
  }

  @Test
  void requestsToTheTable_areOneByTheRootAndTwoByAnyOtherMember() throws Exception {
    for (String format : FORMATS) {
      assertThat(api.reads(tree("calls", "c0") + "?format=" + format)).as(format).isEqualTo(1);
      assertThat(api.reads(tree("calls", "c3") + "?format=" + format))
          .as(format)
          .isLessThanOrEqualTo(2);
    }
  }

  // ---- In which form ----------------------------------------------------------------------------

  @Test
  void format_choosesTheFormWhateverAcceptSays() throws Exception {
    for (String format : FORMATS) {
      HttpResponse<String> answer = api.get(TREE + "?format=" + format, "Accept", "image/png");
      assertThat(answer.statusCode()).as(format).isEqualTo(200);
      assertThat(header(answer, "Content-Type")).isEqualTo(MEDIA_TYPES.get(format));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | json",
        "image/svg+xml | svg",
        "text/html | html",
        "text/plain | text",
        "application/vnd.mermaid | mermaid",
        "*/* | json",
        "text/* | html",
        "image/* | svg",
        "text/html;q=0.5, text/plain;q=0.9 | text",
        "application/vnd.mermaid, text/plain, text/html, image/svg+xml | svg",
        "application/json;q=0.1, */*;q=0.2 | svg",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/png,*/*;q=0.8 | html",
        "application/json;q=0, */* | svg",
        "text/html;charset=utf-8 | html"
      })
  void accept_choosesTheFormWithTheHighestWeightOfEqualsTheFirst(String accept, String format)
      throws Exception {
    assertThat(header(api.get(TREE, "Accept", accept), "Content-Type"))
        .isEqualTo(MEDIA_TYPES.get(format));
  }

  @Test
  void neitherFormatNorAccept_isJson() throws Exception {
    assertThat(header(api.get(TREE), "Content-Type")).isEqualTo("application/json");
  }

  @Test
  void wrongFormat_is400() throws Exception {
    for (String wrong : List.of("pdf", "JSON", "json,svg")) {
      api.isProblem(TREE + "?format=" + wrong, 400, "bad-request", "format");
    }
  }

  @Test
  void nothingAcceptable_is406() throws Exception {
    for (String accept : List.of("image/png", "application/json;q=0", "*/*;q=0")) {
      HttpResponse<String> answer =
          isProblem(api.get(TREE, "Accept", accept), 406, "not-acceptable");
      assertThat(header(answer, "Vary")).isEqualTo("Accept, Accept-Encoding");
    }
  }

  @Test
  void eachForm_hasItsOwnTagAnd304WithIt() throws Exception {
    Set<String> tags = new HashSet<>();
    for (String format : FORMATS) {
      HttpResponse<String> first = api.get(TREE + "?format=" + format);
      String tag = header(first, "ETag");
      assertThat(tag).matches("\"[!#-~]+\"");
      tags.add(tag);
      assertThat(header(first, "Vary")).isEqualTo("Accept, Accept-Encoding");
      for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "W/\"a\",W/" + tag, "*")) {
        HttpResponse<String> again = api.get(TREE + "?format=" + format, "If-None-Match", known);
        assertThat(again.statusCode()).as(format + known).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(header(again, "Vary")).isEqualTo("Accept, Accept-Encoding");
      }
      assertThat(api.get(TREE + "?format=" + format, "If-None-Match", "\"other\"").statusCode())
          .isEqualTo(200);
    }
    assertThat(tags).hasSize(FORMATS.size());
  }

  @Test
  void eachForm_isTheSameBytesWheneverItIsAskedFor() throws Exception {
    for (String format : FORMATS) {
      assertThat(api.get(TREE + "?format=" + format).body())
          .isEqualTo(api.get(TREE + "?format=" + format).body());
    }
  }

  @Test
  void zone_changesTheTimesThatPeopleReadAndNothingElse() throws Exception {
    for (String format : FORMATS) {
      String plain = api.get(TREE + "?format=" + format).body();
      String berlin = api.get(TREE + "?tz=Europe%2FBerlin&format=" + format).body();
      boolean forPeople = List.of("svg", "html", "text").contains(format);
      assertThat(berlin.equals(plain)).as(format).isEqualTo(!forPeople);
      for (String wrong : List.of("Mars", "%2B01:00", "GMT%2B1", "europe/berlin")) {
        api.isProblem(TREE + "?format=" + format + "&tz=" + wrong, 400, "bad-request", "tz");
      }
    }
  }

  @Test
  void names_areTrueOrFalse() throws Exception {
    for (String format : FORMATS) {
      for (String names : List.of("true", "false")) {
        assertThat(api.get(TREE + "?format=" + format + "&names=" + names).statusCode())
            .isEqualTo(200);
      }
    }
    for (String wrong : List.of("yes", "1", "True")) {
      api.isProblem(TREE + "?names=" + wrong, 400, "bad-request", "names");
    }
  }

  // ---- Pictures ---------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"svg", "html"})
  void picture_loadsAndRunsNothing(String format) throws Exception {
    HttpResponse<String> answer = api.get(TREE + "?format=" + format);

    assertThat(header(answer, "Content-Security-Policy"))
        .isEqualTo("default-src 'none'; style-src 'unsafe-inline'");
    assertThat(answer.body()).doesNotContain("<script", "<image", "src=", "@import", "url(http");
  }

  @ParameterizedTest
  @ValueSource(strings = {"svg", "html"})
  void picture_namesLanesLinksAndReferencesAndMarksWhomItWasAskedBy(String format)
      throws Exception {
    String picture = api.get(TREE + "?format=" + format).body();

    for (int i = 0; i < 5; i++) {
      assertThat(picture).contains("data-contact-id=\"c" + i + "\"");
    }
    assertThat(picture)
        .contains("data-channel=\"VOICE\"", "data-open=\"false\"")
        .contains("data-references-state=\"FETCHED\"")
        .contains("data-parent=\"c0\" data-child=\"c1\"", "data-kind=")
        .contains("data-reference-type=\"URL\"", "data-reference-status=");
    assertThat(picture.split("<g [^>]*aria-current=\"true\"", -1)).hasSize(2);
    assertThat(
            picture.replaceAll("(?s).*<g[^>]*data-contact-id=\"(\\w+)\"[^>]*aria-current.*", "$1"))
        .isEqualTo("c1");
  }

  @Test
  void document_hasNothingThatOnlyPicturesHave() throws Exception {
    ObjectNode tree = (ObjectNode) api.json(TREE);

    assertThat(tree.path("contacts").findValues("agent_username")).isEmpty();
    assertThat(tree.path("contact_count").asInt()).isEqualTo(5);
    assertThat(tree.path("state").asText()).isEqualTo("COMPLETE");
  }

  private static String tree(String instance, String contact) {
    return "/instances/" + instance + "/contacts/" + contact + "/tree";
  }
}
