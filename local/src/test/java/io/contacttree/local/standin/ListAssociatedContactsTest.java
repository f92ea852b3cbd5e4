package io.contacttree.local.standin;

import static io.contacttree.local.standin.StandInFixture.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.AssociatedContactSummary;
import software.amazon.awssdk.services.connect.model.Channel;
import software.amazon.awssdk.services.connect.model.ContactInitiationMethod;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.ListAssociatedContactsResponse;
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
  void pageSizeLeftOut_is25() throws Exception {
    fixture.contacts(chain(26));

    ListAssociatedContactsResponse first = fixture.page("c00");

    assertThat(first.contactSummaryList()).hasSize(25);
    assertThat(first.nextToken()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void allPages_holdEveryContactOnceInOrder(int size) throws Exception {
    fixture.contacts(chain(7));
    List<String> ids = new ArrayList<>();
    int pages = 0;
    String token = null;
    do {
      String asked = token;
      ListAssociatedContactsResponse page =
          fixture.connect.listAssociatedContacts(
              request ->
                  request.instanceId(CENTRE).contactId("c03").maxResults(size).nextToken(asked));
      page.contactSummaryList().forEach(contact -> ids.add(contact.contactId()));
      token = page.nextToken();
      pages++;
    } while (token != null && pages < 10);

    assertThat(ids).containsExactly("c00", "c01", "c02", "c03", "c04", "c05", "c06");
    assertThat(pages).as("a full last page has no token").isEqualTo((7 + size - 1) / size);
  }

  @Test
  void tokenOfAnotherContact_isRefused() throws Exception {
    fixture.contacts(chain(3));
    String token =
        fixture
            .connect
            .listAssociatedContacts(
                request -> request.instanceId(CENTRE).contactId("c00").maxResults(1))
            .nextToken();

    assertThatThrownBy(
            () ->
                fixture.connect.listAssociatedContacts(
                    request -> request.instanceId(CENTRE).contactId("c01").nextToken(token)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("NextToken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contactId=a&nextToken=nonsense",
        "contactId=a&nextToken=",
        "contactId=a&maxResults=0",
        "contactId=a&maxResults=101",
        "contactId=a&maxResults=ten",
        "contactId=",
        "",
      })
  void wrongParameter_isInvalid(String query) throws Exception {
    tree();

    HttpResponse<String> response = fixture.get("/contact/associated/" + CENTRE + "?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("InvalidParameterException");
    assertThat(StandInFixture.JSON.readTree(response.body()).path("Message").asText()).isNotBlank();
  }

  @Test
  void tooLongIds_areInvalid() throws Exception {
    tree();

    assertThat(
            fixture
                .get("/contact/associated/" + CENTRE + "?contactId=" + "x".repeat(257))
                .statusCode())
        .isEqualTo(400);
    assertThat(fixture.get("/contact/associated/" + "x".repeat(101) + "?contactId=a").statusCode())
        .isEqualTo(400);
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

  @Test
  void tenThousandContactsInAChain_areListedInAHundredPages() throws Exception {
    String[] chain =
        IntStream.range(0, 10_000)
            .mapToObj(
                n ->
                    "\"Id\":\"c%05d\",\"PreviousContactId\":\"c%05d\",\"InitiationTimestamp\":%d"
                        .formatted(n, Math.max(0, n - 1), 1_700_000_000 + n))
            .toArray(String[]::new);
    fixture.contacts(chain);
    List<String> ids = new ArrayList<>();
    String token = null;
    int pages = 0;
    do {
      String asked = token;
      ListAssociatedContactsResponse page =
          fixture.connect.listAssociatedContacts(
              request ->
                  request.instanceId(CENTRE).contactId("c05000").maxResults(100).nextToken(asked));
      page.contactSummaryList().forEach(contact -> ids.add(contact.contactId()));
      token = page.nextToken();
      pages++;
    } while (token != null && pages <= 100);

    assertThat(pages).isEqualTo(100);
    assertThat(ids).hasSize(10_000).doesNotHaveDuplicates().isSorted();
  }

  /** c00 ← c01 ← c02 … */
  private static String[] chain(int length) {
    return IntStream.range(0, length)
        .mapToObj(
            n ->
                "\"Id\":\"c%02d\",\"PreviousContactId\":\"c%02d\",\"InitiationTimestamp\":%d"
                    .formatted(n, Math.max(0, n - 1), 1_700_000_000 + n))
        .toArray(String[]::new);
  }
}
