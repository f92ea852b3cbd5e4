package io.contacttree.standin;

import static io.contacttree.standin.StandInFixture.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.model.ReferenceType;

final class CallLogTest {
  private StandInFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = StandInFixture.unlimited();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void nothingAsked_isAllZeros() throws Exception {
    assertThat(fixture.get("/_stand-in/calls").body())
        .isEqualTo(
            "{\"ListAssociatedContacts\":{\"answered\":0,\"throttled\":0,\"failed\":0},"
                + "\"ListContactReferences\":{\"answered\":0,\"throttled\":0,\"failed\":0},"
                + "\"DescribeContact\":{\"answered\":0,\"throttled\":0,\"failed\":0},"
                + "\"SearchContacts\":{\"answered\":0,\"throttled\":0,\"failed\":0},"
                + "\"GetAttachedFile\":{\"answered\":0,\"throttled\":0,\"failed\":0}}");
    assertThat(fixture.get("/_stand-in/calls/log").body()).isEmpty();
  }

  @Test
  void everyPage_isACallWithItsNumber() throws Exception {
    fixture.contacts("\"Id\":\"a\"", "\"Id\":\"b\",\"PreviousContactId\":\"a\"");
    String token =
        fixture
            .connect
            .listAssociatedContacts(
                request -> request.instanceId(CENTRE).contactId("a").maxResults(1))
            .nextToken();
    fixture.connect.listAssociatedContacts(
        request -> request.instanceId(CENTRE).contactId("a").maxResults(1).nextToken(token));

    assertThat(log()).extracting(line -> line.path("page").asInt()).containsExactly(1, 2);
    assertThat(fixture.json("/_stand-in/calls").at("/ListAssociatedContacts/answered").asInt())
        .isEqualTo(2);
  }

  @Test
  void line_tellsWhatWasAskedByWhomAndWhen() throws Exception {
    fixture.contacts("\"Id\":\"c\"");
    fixture.clock.set("2026-11-02T12:00:01.020Z");
    fixture.get("/contact/references/" + CENTRE + "/c?referenceTypes=URL&referenceTypes=DATE");

    assertThat(fixture.get("/_stand-in/calls/log").body())
        .isEqualTo(
            "{\"at\":\"2026-11-02T12:00:01.020Z\",\"at_ms\":1793620801020,"
                + "\"api\":\"ListContactReferences\",\"status\":200,\"instance_id\":\""
                + CENTRE
                + "\",\"contact_id\":\"c\",\"page\":1,\"reference_types\":[\"URL\",\"DATE\"],"
                + "\"user_agent\":\"plain-http/1\"}\n");
  }

  @Test
  void failures_areCountedApartAndLoggedInOrder() throws Exception {
    fixture.contacts("\"Id\":\"c\"");
    fixture.get("/contacts/" + CENTRE + "/nobody");
    fixture.clock.advance(Duration.ofMillis(1));
    fixture.get("/contacts/" + CENTRE + "/c");
    fixture.post("/search-contacts", "{\"InstanceId\":\"nowhere\"}");
    fixture.get("/attached-files/" + CENTRE + "/f?associatedResourceArn=arn:x/contact/c/1");
    fixture.get("/unrouted");

    assertThat(fixture.json("/_stand-in/calls").path("DescribeContact").toString())
        .isEqualTo("{\"answered\":1,\"throttled\":0,\"failed\":1}");
    assertThat(log())
        .extracting(
            line ->
                line.path("api").asText()
                    + " "
                    + line.path("status").asText()
                    + " "
                    + line.path("instance_id").asText()
                    + " "
                    + line.path("contact_id").asText())
        .containsExactly(
            "DescribeContact 404 " + CENTRE + " nobody",
            "DescribeContact 200 " + CENTRE + " c",
            "SearchContacts 400 nowhere null",
            "GetAttachedFile 404 " + CENTRE + " c/1");
  }

  @Test
  void sdkCalls_carryTheSdksUserAgent() throws Exception {
    fixture.contacts("\"Id\":\"c\"");
    fixture.connect.listContactReferences(
        request ->
            request.instanceId(CENTRE).contactId("c").referenceTypes(ReferenceType.ATTACHMENT));

    assertThat(log().get(0).path("user_agent").asText()).startsWith("aws-sdk-java/2");
  }

  @Test
  void deleted_startsFromNothing() throws Exception {
    fixture.contacts("\"Id\":\"c\"");
    fixture.listed("c");

    assertThat(fixture.delete("/_stand-in/calls").statusCode()).isEqualTo(204);

    assertThat(log()).isEmpty();
    assertThat(fixture.json("/_stand-in/calls").at("/ListAssociatedContacts/answered").asInt())
        .isZero();
  }

  private List<JsonNode> log() throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : fixture.get("/_stand-in/calls/log").body().lines().toList()) {
      lines.add(StandInFixture.JSON.readTree(line));
    }
    return lines;
  }
}
