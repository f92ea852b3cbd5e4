package io.contacttree.standin;

import static io.contacttree.standin.StandInFixture.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.AssociatedContactSummary;
import software.amazon.awssdk.services.connect.model.Channel;
import software.amazon.awssdk.services.connect.model.ContactInitiationMethod;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;

final class ListAssociatedContactsTest {

  private StandInFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = StandInFixture.unlimited();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  /**
   *
   *
   * <pre>
   * a ─ initial, previous ─ b ─ previous ─ c
   * └─ related ─ d
   * other
   * </pre>
   */
  private void tree() throws Exception {
    fixture.contacts(
        "\"Id\":\"c\",\"PreviousContactId\":\"b\",\"InitiationTimestamp\":1700000002",
        "\"Id\":\"a\",\"InitiationTimestamp\":1700000000.123,\"DisconnectTimestamp\":"
            + "\"2023-11-14T23:13:20.5Z\",\"Channel\":\"VOICE\",\"InitiationMethod\":\"INBOUND\"",
        "\"Id\":\"d\",\"RelatedContactId\":\"a\",\"InitiationTimestamp\":1700000003",
        "\"Id\":\"b\",\"InitialContactId\":\"a\",\"PreviousContactId\":\"a\","
            + "\"InitiationTimestamp\":1700000001",
        "\"Id\":\"other\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c", "d"})
  void anyMember_listsTheWholeComponentByInitiation(String member) throws Exception {
    tree();

    assertThat(fixture.listed(member)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void unlinkedContact_listsItselfAlone() throws Exception {
    tree();

    assertThat(fixture.listed("other")).containsExactly("other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "null",
        "Undefined",
        "NONE",
        " nil ",
        "N/A",
        "00000000-0000-0000-0000-000000000000"
      })
  void idThatStandsForNothing_isAnsweredAndConnectsNobody(String nobody) throws Exception {
    fixture.contacts(
        "\"Id\":\"a\",\"PreviousContactId\":\"%s\"".formatted(nobody),
        "\"Id\":\"b\",\"RelatedContactId\":\"%s\"".formatted(nobody),
        "\"Id\":\"c\",\"InitialContactId\":\"%s\"".formatted(nobody));

    assertThat(fixture.listed("a")).containsExactly("a");
    assertThat(fixture.listed("b")).containsExactly("b");
    assertThat(fixture.listed("c")).containsExactly("c");
    assertThat(fixture.page("a").contactSummaryList().getFirst().previousContactId())
        .isEqualTo(nobody);
  }

  @Test
  void fieldsGiven_areAnsweredAndAbsentOnesAreAbsent() throws Exception {
    tree();

    List<AssociatedContactSummary> list = fixture.page("a").contactSummaryList();

    assertThat(list.get(0))
        .isEqualTo(
            AssociatedContactSummary.builder()
                .contactId("a")
                .contactArn(
                    "arn:aws:connect:us-east-1:123456789012:instance/" + CENTRE + "/contact/a")
                .initiationTimestamp(Instant.ofEpochMilli(1_700_000_000_123L))
                .disconnectTimestamp(Instant.parse("2023-11-14T23:13:20.500Z"))
                .channel(Channel.VOICE)
                .initiationMethod(ContactInitiationMethod.INBOUND)
                .build());
    assertThat(list.get(1).initialContactId()).isEqualTo("a");
    assertThat(list.get(1).previousContactId()).isEqualTo("a");
    assertThat(list.get(1).channel()).isNull();
    assertThat(list.get(3).relatedContactId()).isEqualTo("a");
  }

  @Test
  void times_areEpochSecondsWithThreeDecimals() throws Exception {
    tree();

    String body = fixture.get("/contact/associated/" + CENTRE + "?contactId=a").body();

    assertThat(body)
        .contains("\"InitiationTimestamp\":1700000000.123,")
        .contains("\"DisconnectTimestamp\":1700003600.500,")
        .contains("\"InitiationTimestamp\":1700000001.000")
        .doesNotContain("NextToken");
  }

  @Test
  void sameInitiation_isOrderedByIdAndAbsentInitiationComesLast() throws Exception {
    fixture.contacts(
        "\"Id\":\"always\"",
        "\"Id\":\"z\",\"PreviousContactId\":\"always\",\"InitiationTimestamp\":1700000000",
        "\"Id\":\"m\",\"PreviousContactId\":\"always\",\"InitiationTimestamp\":1700000000");

    assertThat(fixture.listed("m")).containsExactly("m", "z", "always");
  }

  @Test
  void childrenOfOneAbsentContact_areConnected() throws Exception {
    fixture.contacts(
        "\"Id\":\"left\",\"PreviousContactId\":\"gone\"",
        "\"Id\":\"right\",\"RelatedContactId\":\"gone\"");

    assertThat(fixture.listed("left")).containsExactly("left", "right");
  }

  @Test
  void sameIdsInAnotherInstance_areNotConnected() throws Exception {
    fixture.contacts("\"Id\":\"a\"");
    fixture.scenario("other-instance", "\"Id\":\"b\",\"PreviousContactId\":\"a\"");

    assertThat(fixture.listed("a")).containsExactly("a");
  }

  @Test
  void selfLinkAndLoop_areListedOnce() throws Exception {
    fixture.contacts(
        "\"Id\":\"a\",\"PreviousContactId\":\"b\",\"InitialContactId\":\"a\"",
        "\"Id\":\"b\",\"PreviousContactId\":\"a\"");

    assertThat(fixture.listed("b")).containsExactly("a", "b");
  }

  @Test
  void contactOfTheFuture_isThereOnceTheClockReachesIt() throws Exception {
    fixture.contacts(
        "\"Id\":\"a\",\"DisconnectTimestamp\":\"2026-11-02T12:00:02Z\"",
        "\"Id\":\"link\",\"PreviousContactId\":\"a\",\"RelatedContactId\":\"b\","
            + "\"InitiationTimestamp\":\"2026-11-02T12:00:01Z\"",
        "\"Id\":\"b\"");

    assertThat(fixture.listed("a")).containsExactly("a");
    assertThatThrownBy(() -> fixture.listed("link")).isInstanceOf(ResourceNotFoundException.class);
    assertThat(fixture.page("a").contactSummaryList().get(0).disconnectTimestamp()).isNull();

    fixture.clock.set("2026-11-02T12:00:01Z");

    assertThat(fixture.listed("b")).containsExactly("link", "a", "b");
    assertThat(fixture.page("a").contactSummaryList().get(1).disconnectTimestamp()).isNull();

    fixture.clock.set("2026-11-02T12:00:02Z");

    assertThat(fixture.page("a").contactSummaryList().get(1).disconnectTimestamp())
        .isEqualTo("2026-11-02T12:00:02Z");
  }

  @Test
  void unknownInstanceOrContact_isNotFound() throws Exception {
    tree();

    assertThatThrownBy(() -> fixture.listed("nobody"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () ->
                fixture.connect.listAssociatedContacts(
                    request -> request.instanceId("nowhere").contactId("a")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void idsWithSlashSpaceAndUmlaut_arriveWhole() throws Exception {
    fixture.scenario("in/st ä", "\"Id\":\"c/0 ä+%\",\"Channel\":\"CHAT\"");

    assertThat(
            fixture
                .connect
                .listAssociatedContacts(
                    request -> request.instanceId("in/st ä").contactId("c/0 ä+%"))
                .contactSummaryList())
        .extracting(AssociatedContactSummary::contactId)
        .containsExactly("c/0 ä+%");
    assertThat(
            fixture
                .connect
                .describeContact(request -> request.instanceId("in/st ä").contactId("c/0 ä+%"))
                .contact()
                .id())
        .isEqualTo("c/0 ä+%");
  }
}
