package io.contacttree.standin;

import static io.contacttree.standin.StandInFixture.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.model.Contact;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;

final class DescribeContactTest {
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
  void fieldsOfTheScenario_areAnswered() throws Exception {
    fixture.contacts(
        """
        "Id":"c","Arn":"arn:aws:connect:eu-west-1:1:instance/i/contact/c","Name":"n","Channel":"TASK",
        "QueueInfo":{"Id":"q","EnqueueTimestamp":"2026-11-01T10:00:00.5+01:00"},
        "AgentInfo":{"Id":"a","ConnectedToAgentTimestamp":1700000000,
          "StateTransitions":[{"State":"CONNECTED","StateStartTimestamp":1700000000.25}]},
        "Attributes":{"DueTimestamp":"tomorrow"},"Tags":{"t":"v"},"DisconnectReason":"API",
        "DisconnectTimestamp":1700000009,"References":[{"Url":{"Name":"x"}}],"_Note":"inside only",
        "Description":null,"QualityMetrics":{"Agent":{"Audio":{"QualityScore":4.50}}}
        """);

    Contact contact = describe("c");

    assertThat(contact.arn()).isEqualTo("arn:aws:connect:eu-west-1:1:instance/i/contact/c");
    assertThat(contact.queueInfo().id()).isEqualTo("q");
    assertThat(contact.queueInfo().enqueueTimestamp()).isEqualTo("2026-11-01T09:00:00.500Z");
    assertThat(contact.agentInfo().stateTransitions().get(0).stateStartTimestamp())
        .isEqualTo(Instant.ofEpochMilli(1_700_000_000_250L));
    assertThat(contact.attributes()).containsEntry("DueTimestamp", "tomorrow");
    assertThat(contact.tags()).containsEntry("t", "v");
    assertThat(contact.disconnectReason()).isEqualTo("API");
    assertThat(contact.description()).isNull();
    assertThat(contact.initiationTimestamp()).isNull();
    assertThat(contact.qualityMetrics().agent().audio().qualityScore()).isEqualTo(4.5f);
    assertThat(fixture.get("/contacts/" + CENTRE + "/c").body())
        .contains("\"EnqueueTimestamp\":1793523600.500", "\"DisconnectTimestamp\":1700000009.000")
        .doesNotContain("_Note", "References", "null");
  }

  @Test
  void associationIdLeftOut_isTheRootOfTheComponent() throws Exception {
    /*
     * a ─ b, and c related to b; c is the earliest but names another contact
     */
    fixture.contacts(
        "\"Id\":\"a\",\"InitiationTimestamp\":1700000005",
        "\"Id\":\"b\",\"InitialContactId\":\"a\",\"InitiationTimestamp\":1700000006",
        "\"Id\":\"c\",\"RelatedContactId\":\"b\",\"InitiationTimestamp\":1700000000",
        "\"Id\":\"given\",\"RelatedContactId\":\"c\",\"ContactAssociationId\":\"other\"");

    assertThat(describe("b").contactAssociationId()).isEqualTo("a");
    assertThat(describe("c").contactAssociationId()).isEqualTo("a");
    assertThat(describe("given").contactAssociationId()).isEqualTo("other");
  }

  @Test
  void factsOfTheFuture_showWhenTheClockGetsThere() throws Exception {
    fixture.contacts(
        """
        "Id":"c","InitiationTimestamp":"2026-11-02T11:00:00Z","DisconnectReason":"OTHER",
        "DisconnectTimestamp":"2026-11-02T12:00:10Z","ScheduledTimestamp":"2026-12-01T00:00:00Z",
        "AgentInfo":{"Id":"a","ConnectedToAgentTimestamp":"2026-11-02T12:00:05Z",
          "AfterContactWorkStartTimestamp":"2026-11-02T12:00:10Z",
          "AfterContactWorkEndTimestamp":"2026-11-02T12:00:20Z","AfterContactWorkDuration":10}
        """);

    JsonNode open = shown();
    fixture.clock.set("2026-11-02T12:00:10Z");
    JsonNode ended = shown();
    fixture.clock.set("2026-11-02T12:00:20Z");
    JsonNode completed = shown();

    assertThat(open.has("ScheduledTimestamp")).isTrue();
    assertThat(open.has("DisconnectTimestamp")).isFalse();
    assertThat(open.has("DisconnectReason")).isFalse();
    assertThat(open.path("AgentInfo").toString()).isEqualTo("{\"Id\":\"a\"}");
    assertThat(ended.path("DisconnectReason").asText()).isEqualTo("OTHER");
    assertThat(ended.path("AgentInfo").has("AfterContactWorkStartTimestamp")).isTrue();
    assertThat(ended.path("AgentInfo").has("AfterContactWorkDuration")).isFalse();
    assertThat(completed.path("AgentInfo").path("AfterContactWorkDuration").asInt()).isEqualTo(10);
  }

  @Test
  void unknownContact_isNotFound() throws Exception {
    fixture.contacts("\"Id\":\"c\"");

    assertThatThrownBy(() -> describe("nobody")).isInstanceOf(ResourceNotFoundException.class);
  }

  private Contact describe(String contactId) {
    return fixture
        .connect
        .describeContact(request -> request.instanceId(CENTRE).contactId(contactId))
        .contact();
  }

  private JsonNode shown() throws Exception {
    return fixture.json("/contacts/" + CENTRE + "/c").path("Contact");
  }
}
