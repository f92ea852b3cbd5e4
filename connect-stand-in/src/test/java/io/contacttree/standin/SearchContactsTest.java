package io.contacttree.standin;

import static io.contacttree.standin.StandInFixture.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.Channel;
import software.amazon.awssdk.services.connect.model.ContactSearchSummary;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;
import software.amazon.awssdk.services.connect.model.SearchContactsRequest;
import software.amazon.awssdk.services.connect.model.SearchContactsResponse;

final class SearchContactsTest {
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-11-01T00:00:00Z");

  private StandInFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = StandInFixture.unlimited();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "INITIATION_TIMESTAMP, i",
    "SCHEDULED_TIMESTAMP, s",
    "CONNECTED_TO_AGENT_TIMESTAMP, a",
    "DISCONNECT_TIMESTAMP, d",
    "ENQUEUE_TIMESTAMP, q",
  })
  void everyTimeType_findsByItsOwnTime(String type, String expected) throws Exception {
    String in = "\"2026-10-15T00:00:00Z\"";
    fixture.contacts(
        "\"Id\":\"none\"",
        "\"Id\":\"i\",\"InitiationTimestamp\":" + in,
        "\"Id\":\"s\",\"ScheduledTimestamp\":" + in,
        "\"Id\":\"a\",\"AgentInfo\":{\"ConnectedToAgentTimestamp\":" + in + "}",
        "\"Id\":\"d\",\"DisconnectTimestamp\":" + in,
        "\"Id\":\"q\",\"QueueInfo\":{\"EnqueueTimestamp\":" + in + "}");

    SearchContactsResponse found = search(request -> range(request, type, START, END));

    assertThat(ids(found)).containsExactly(expected);
    assertThat(found.totalCount()).isEqualTo(1);
  }

  @Test
  void bothEndsOfTheRange_areIncluded() throws Exception {
    initiated("before", "2026-09-30T23:59:59.999Z");
    initiated("first", "2026-10-01T00:00:00Z");
    initiated("last", "2026-11-01T00:00:00Z");
    initiated("after", "2026-11-01T00:00:00.001Z");

    assertThat(ids(search(request -> {}))).containsExactly("first", "last");
  }

  @Test
  void summary_hasTheSearchFieldsOnly() throws Exception {
    fixture.contacts(
        """
        "Id":"c","InitiationTimestamp":"2026-10-02T00:00:00Z","RelatedContactId":"r","InitialContactId":"i",
        "PreviousContactId":"p","Channel":"CHAT","InitiationMethod":"API","ContactAssociationId":"x",
        "QueueInfo":{"Id":"q"},"AgentInfo":{"Id":"a","AgentPauseDurationInSeconds":3},
        "DisconnectReason":"API","SegmentAttributes":{"connect:Subtype":{"ValueString":"connect:Chat"}}
        """);

    String body = body(search(START, END)).body();

    assertThat(StandInFixture.JSON.readTree(body).at("/Contacts/0").toString())
        .isEqualTo(
            "{\"Arn\":\"arn:aws:connect:us-east-1:123456789012:instance/"
                + CENTRE
                + "/contact/c\",\"Id\":\"c\",\"InitialContactId\":\"i\",\"PreviousContactId\":\"p\","
                + "\"InitiationMethod\":\"API\",\"Channel\":\"CHAT\","
                + "\"InitiationTimestamp\":1.7908992E9,"
                + "\"SegmentAttributes\":{\"connect:Subtype\":{\"ValueString\":\"connect:Chat\"}},"
                + "\"QueueInfo\":{\"Id\":\"q\"},\"AgentInfo\":{\"Id\":\"a\"}}");
    assertThat(body).contains("1790899200.000");
  }

  @Test
  void pages_holdEveryContactOnceWithTheTotal() throws Exception {
    for (int n = 0; n < 7; n++) {
      initiated("c" + n, "2026-10-0" + (n + 1) + "T00:00:00Z");
    }

    List<SearchContactsResponse> pages =
        fixture.connect.searchContactsPaginator(usual().maxResults(3).build()).stream().toList();

    assertThat(pages).hasSize(3).allSatisfy(page -> assertThat(page.totalCount()).isEqualTo(7));
    assertThat(pages.stream().flatMap(page -> ids(page).stream()))
        .containsExactly("c0", "c1", "c2", "c3", "c4", "c5", "c6");
  }

  @Test
  void tokenOfAnotherSearch_isRefused() throws Exception {
    initiated("a", "2026-10-01T00:00:00Z");
    initiated("b", "2026-10-02T00:00:00Z");
    String token = search(request -> request.maxResults(1)).nextToken();

    assertThat(ids(search(request -> request.maxResults(1).nextToken(token)))).containsExactly("b");
    assertThatThrownBy(
            () ->
                search(
                    request -> range(request, "DISCONNECT_TIMESTAMP", START, END).nextToken(token)))
        .isInstanceOf(InvalidParameterException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "DISCONNECT_TIMESTAMP, ASCENDING, b a c",
    "DISCONNECT_TIMESTAMP, DESCENDING, a b c",
    "CHANNEL, ASCENDING, c a b",
    "CHANNEL, DESCENDING, a b c",
    "INITIATION_TIMESTAMP, DESCENDING, c b a",
  })
  void sort_ordersWithAbsentLastAndTiesById(String field, String order, String expected)
      throws Exception {
    fixture.contacts(
        "\"Id\":\"a\",\"Channel\":\"VOICE\",\"InitiationTimestamp\":\"2026-10-01T00:00:00Z\","
            + "\"DisconnectTimestamp\":\"2026-10-09T00:00:00Z\"",
        "\"Id\":\"b\",\"Channel\":\"VOICE\",\"InitiationTimestamp\":\"2026-10-02T00:00:00Z\","
            + "\"DisconnectTimestamp\":\"2026-10-08T00:00:00Z\"",
        "\"Id\":\"c\",\"Channel\":\"CHAT\",\"InitiationTimestamp\":\"2026-10-03T00:00:00Z\"");

    assertThat(ids(search(request -> request.sort(sort -> sort.fieldName(field).order(order)))))
        .containsExactly(expected.split(" ", -1));
  }

  @Test
  void criteria_narrowTheResult() throws Exception {
    String at = "\"InitiationTimestamp\":\"2026-10-01T00:00:00Z\"";
    fixture.contacts(
        "\"Id\":\"a\",\"Channel\":\"VOICE\",\"AgentInfo\":{\"Id\":\"a1\"}," + at,
        "\"Id\":\"b\",\"Channel\":\"VOICE\"," + at,
        "\"Id\":\"c\",\"Channel\":\"EMAIL\"," + at);

    assertThat(
            ids(
                search(
                    request ->
                        request.searchCriteria(
                            all -> all.channels(Channel.VOICE).agentIds("a1", "a2")))))
        .containsExactly("a");
  }

  @Test
  void rangeOfEightWeeks_isAllowedAndNoMore() {
    Duration eightWeeks = Duration.ofDays(56);

    assertThatThrownBy(
            () ->
                search(
                    request ->
                        range(
                            request,
                            "INITIATION_TIMESTAMP",
                            START,
                            START.plus(eightWeeks).plusMillis(1))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("8 weeks");
    assertThatThrownBy(
            () ->
                search(
                    request ->
                        range(request, "INITIATION_TIMESTAMP", START, START.plus(eightWeeks))))
        .as("the range is right, only the instance is unknown")
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "nonsense",
        "{\"InstanceId\":\"x\"}",
        "{\"InstanceId\":\"x\",\"TimeRange\":{\"Type\":\"OTHER\",\"StartTime\":1,\"EndTime\":2}}",
        "{\"InstanceId\":\"x\",\"TimeRange\":{\"Type\":\"INITIATION_TIMESTAMP\",\"StartTime\":1}}",
        "{\"InstanceId\":\"x\",\"TimeRange\":{\"Type\":\"INITIATION_TIMESTAMP\",\"StartTime\":3,\"EndTime\":2}}",
        "{\"InstanceId\":\"x\",\"MaxResults\":101,\"TimeRange\":{\"Type\":\"INITIATION_TIMESTAMP\",\"StartTime\":1,\"EndTime\":2}}",
        "{\"InstanceId\":\"x\",\"Sort\":{\"FieldName\":\"NAME\",\"Order\":\"ASCENDING\"},\"TimeRange\":{\"Type\":\"INITIATION_TIMESTAMP\",\"StartTime\":1,\"EndTime\":2}}",
        "{\"InstanceId\":\"x\",\"SearchCriteria\":{\"ContactAnalysis\":{}},\"TimeRange\":{\"Type\":\"INITIATION_TIMESTAMP\",\"StartTime\":1,\"EndTime\":2}}",
      })
  void wrongRequest_isRefused(String body) throws Exception {
    fixture.scenario("x", "\"Id\":\"c\"");

    var response = body(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-ErrorType").orElseThrow())
        .startsWith("Invalid");
  }

  @Test
  void contactOfTheFuture_isNotFoundYet() throws Exception {
    fixture.contacts("\"Id\":\"c\",\"InitiationTimestamp\":\"2026-11-02T12:00:01Z\"");

    SearchContactsResponse before =
        search(request -> range(request, "INITIATION_TIMESTAMP", END, END.plusSeconds(999_999)));
    fixture.clock.set("2026-11-02T12:00:01Z");
    SearchContactsResponse after =
        search(request -> range(request, "INITIATION_TIMESTAMP", END, END.plusSeconds(999_999)));

    assertThat(ids(before)).isEmpty();
    assertThat(ids(after)).containsExactly("c");
  }

  private void initiated(String id, String time) throws Exception {
    fixture.contacts("\"Id\":\"" + id + "\",\"InitiationTimestamp\":\"" + time + "\"");
  }

  private static SearchContactsRequest.Builder usual() {
    return range(
        SearchContactsRequest.builder().instanceId(CENTRE), "INITIATION_TIMESTAMP", START, END);
  }

  private static SearchContactsRequest.Builder range(
      SearchContactsRequest.Builder request, String type, Instant start, Instant end) {
    return request.timeRange(range -> range.type(type).startTime(start).endTime(end));
  }

  private SearchContactsResponse search(Consumer<SearchContactsRequest.Builder> change) {
    SearchContactsRequest.Builder request = usual();
    change.accept(request);
    return fixture.connect.searchContacts(request.build());
  }

  private static String search(Instant start, Instant end) {
    return "{\"InstanceId\":\"%s\",\"TimeRange\":{\"Type\":\"INITIATION_TIMESTAMP\",\"StartTime\":%d,\"EndTime\":%d}}"
        .formatted(CENTRE, start.getEpochSecond(), end.getEpochSecond());
  }

  private java.net.http.HttpResponse<String> body(String body) throws Exception {
    return fixture.post("/search-contacts", body);
  }

  private static List<String> ids(SearchContactsResponse response) {
    return response.contacts().stream().map(ContactSearchSummary::id).toList();
  }
}
