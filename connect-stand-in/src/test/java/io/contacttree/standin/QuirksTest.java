package io.contacttree.standin;

import static io.contacttree.standin.StandInFixture.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.model.AssociatedContactSummary;
import software.amazon.awssdk.services.connect.model.ReferenceSummary;
import software.amazon.awssdk.services.connect.model.ReferenceType;

final class QuirksTest {

  private StandInFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = StandInFixture.unlimited();
    fixture.fiveContacts();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void readLagOpen_hidesTheEndForItsTime() throws Exception {
    fixture.quirks("{\"read_lag\":{\"seconds\":3,\"mode\":\"OPEN\"}}");

    fixture.clock.set("2026-11-02T12:00:02.999Z");
    assertThat(first("b").disconnectTimestamp()).isNull();
    assertThat(describe("a").has("DisconnectTimestamp")).isFalse();
    assertThat(describe("a").has("DisconnectReason")).isFalse();
    assertThat(endedFound()).isEmpty();
    fixture.clock.set("2026-11-02T12:00:03Z");
    assertThat(first("b").disconnectTimestamp()).isEqualTo("2026-11-02T12:00:00Z");
    assertThat(describe("a").path("DisconnectReason").asText()).isEqualTo("OTHER");
    assertThat(endedFound()).containsExactly("a");
  }

  @Test
  void readLagAbsent_keepsTheContactOutOfListsYetAnswersIt() throws Exception {
    fixture.quirks("{\"read_lag\":{\"seconds\":3,\"mode\":\"ABSENT\"}}");

    assertThat(fixture.listed("b")).containsExactly("b", "c", "d", "e");
    assertThat(fixture.listed("a")).containsExactly("b", "c", "d", "e");
    assertThat(describe("a").has("DisconnectTimestamp")).isTrue();
    assertThat(endedFound()).isEmpty();
    fixture.clock.set("2026-11-02T12:00:03Z");
    assertThat(fixture.listed("b")).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void readLagNotFound_hidesTheContactEverywhere() throws Exception {
    fixture.quirks("{\"read_lag\":{\"seconds\":3,\"mode\":\"NOT_FOUND\"}}");

    assertThat(fixture.listed("b")).containsExactly("b", "c", "d", "e");
    assertThat(fixture.statusesByItsOwnId("a")).containsExactly(404, 404, 404, 404);
    assertThat(fixture.statusesByItsOwnId("b")).startsWith(200, 200, 200);
    fixture.clock.set("2026-11-02T12:00:03Z");
    assertThat(fixture.statusesByItsOwnId("a")).startsWith(200, 200, 200);
  }

  @Test
  void readLag_leavesContactsEndedLongAgoAlone() throws Exception {
    fixture.clock.set("2026-11-02T13:00:00Z");
    fixture.quirks("{\"read_lag\":{\"seconds\":3,\"mode\":\"NOT_FOUND\"}}");

    assertThat(fixture.listed("a")).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void lateReferences_waitForTheLaterOfEndAndPost() throws Exception {
    fixture.quirks("{\"late_references\":{\"seconds\":5}}");

    fixture.clock.set("2026-11-02T12:00:04.999Z");
    assertThat(references("a")).isEmpty();
    fixture.clock.set("2026-11-02T12:00:05Z");
    assertThat(references("a")).hasSize(1);
  }

  @Test
  void unknownValues_replaceThoseInAnswers() throws Exception {
    fixture.quirks("{\"unknown\":{\"channel\":\"HOLOGRAM\",\"initiation_method\":\"TELEPATHY\"}}");

    assertThat(first("a").channelAsString()).isEqualTo("HOLOGRAM");
    assertThat(first("a").initiationMethodAsString()).isEqualTo("TELEPATHY");
    assertThat(describe("a").path("Channel").asText()).isEqualTo("HOLOGRAM");
    assertThat(describe("b").has("Channel")).as("absent stays absent").isFalse();
  }

  @Test
  void unknownReference_isAddedToEveryAnswer() throws Exception {
    fixture.quirks("{\"unknown\":{\"reference\":{\"Hologram\":{\"Name\":\"n\",\"Value\":\"v\"}}}}");

    assertThat(references("a"))
        .extracting(ReferenceSummary::type)
        .containsExactly(ReferenceSummary.Type.URL, ReferenceSummary.Type.UNKNOWN_TO_SDK_VERSION);
    assertThat(fixture.get("/contact/references/" + CENTRE + "/b?referenceTypes=DATE").body())
        .isEqualTo("{\"ReferenceSummaryList\":[{\"Hologram\":{\"Name\":\"n\",\"Value\":\"v\"}}]}");
  }

  @Test
  void purge_forgetsOldContactsWhichStillConnectOthers() throws Exception {
    fixture.quirks("{\"purge\":{\"before\":\"2026-01-03T00:00:00Z\"}}");

    assertThat(fixture.listed("c")).containsExactly("c", "d", "e");
    assertThat(fixture.statusesByItsOwnId("b")).containsExactly(404, 404, 404, 404);
  }

  @Test
  void latency_isWaitedForByOperation() throws Exception {
    fixture.quirks("{\"latency_ms\":{\"*\":50,\"DescribeContact\":7}}");
    fixture.pauses.clear();

    fixture.listed("a");
    describe("a");

    assertThat(fixture.pauses).containsExactly(Duration.ofMillis(50), Duration.ofMillis(7));
  }

  private AssociatedContactSummary first(String queried) {
    return fixture.page(queried).contactSummaryList().get(0);
  }

  private JsonNode describe(String contactId) throws Exception {
    return fixture.json("/contacts/" + CENTRE + "/" + contactId).path("Contact");
  }

  private List<String> endedFound() {
    return fixture
        .connect
        .searchContacts(
            request ->
                request
                    .instanceId(CENTRE)
                    .timeRange(
                        range ->
                            range
                                .type("DISCONNECT_TIMESTAMP")
                                .startTime(fixture.clock.instant().minusSeconds(60))
                                .endTime(fixture.clock.instant())))
        .contacts()
        .stream()
        .map(contact -> contact.id())
        .toList();
  }

  private List<ReferenceSummary> references(String contactId) {
    return fixture
        .connect
        .listContactReferences(
            request ->
                request.instanceId(CENTRE).contactId(contactId).referenceTypes(ReferenceType.URL))
        .referenceSummaryList();
  }
}
