package io.contacttree.functions.server;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.MovingClock;
import io.contacttree.domain.store.TreeIndex;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.TreeOverview;
import io.contacttree.lambda.TestContext;
import io.contacttree.lambda.http.TokenScope;
import io.contacttree.lambda.settings.SettingReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of three trees: a of 10:00 to 10:02:50, b of 10:30, and x of 11:00, which is open. */
final class TreeListsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DAY = "from=2026-03-02&to=2026-03-03";

  private final InMemoryTreeStore store = new InMemoryTreeStore();
  private final MovingClock clock = new MovingClock(DrawnTree.WRITTEN_AT);

  @BeforeEach
  void threeTrees() {
    save("a @0\n├─ a-2 @1\n└─ a-3 @2", Map.of("a-2", "agent-1", "a-3", "agent-1"));
    save("b @30", Map.of("b", "agent-1"));
    save("x @60 open", Map.of());
  }

  private void save(String drawing, Map<String, String> agents) {
    Map<ContactId, KnownContact> handled = new TreeMap<>();
    agents.forEach(
        (contact, agent) ->
            handled.put(
                new ContactId(contact),
                KnownContact.ended(
                    new ContactId(contact),
                    Facts.observedAt(Stamp.of(DrawnTree.READ_AT))
                        .with(Fact.AGENT_ID, Optional.of(agent))
                        .with(Fact.QUEUE_ID, Optional.of("queue-of-" + contact))
                        .build(),
                    DrawnTree.READ_AT,
                    DrawnTree.READ_AT)));
    store.save(DrawnTree.stored(DrawnTree.of(drawing).known().withContacts(handled), 1), List.of());
  }

  private APIGatewayProxyResponseEvent answer(String query) {
    return answer(store, TestServer.CURSOR_SECRET, DRAWN_INSTANCE, query);
  }

  private APIGatewayProxyResponseEvent answer(
      TreeIndex index, String secret, InstanceId instance, String query) {
    return TestServer.ofLists(index, secret, clock, TokenScope.SIGNED)
        .handleRequest(request(instance, query), new TestContext(Duration.ofSeconds(20)));
  }

  private static APIGatewayProxyRequestEvent request(InstanceId instance, String query) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
    }
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod("GET")
        .withResource("/instances/{instanceId}/trees")
        .withPathParameters(Map.of("instanceId", instance.value()))
        .withMultiValueQueryStringParameters(parameters);
  }

  private JsonNode list(String query) throws IOException {
    APIGatewayProxyResponseEvent answer = answer(query);
    assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
    assertThat(answer.getHeaders())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("X-Content-Type-Options", "nosniff");
    return JSON.readTree(answer.getBody());
  }

  private static List<String> trees(JsonNode list) {
    return list.path("trees").findValuesAsText("tree_id");
  }

  private String cursor(String query) throws IOException {
    return list(query).path("next_cursor").asText();
  }

  private static void isProblem(
      APIGatewayProxyResponseEvent answer, int status, String type, String... fields)
      throws IOException {
    assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
    JsonNode problem = JSON.readTree(answer.getBody());
    assertThat(problem.path("type").asText()).isEqualTo("urn:contact-tree:problem:" + type);
    assertThat(problem.path("errors").findValuesAsText("field")).containsExactly(fields);
  }

  @Test
  void listOfADay_holdsSummariesNewestFirst() throws IOException {
    JsonNode list = list(DAY);

    assertThat(trees(list)).containsExactly("x", "b", "a");
    assertThat(list.fieldNames()).toIterable().containsExactly("trees");
    JsonNode call = list.path("trees").path(2);
    assertThat(call.fieldNames())
        .toIterable()
        .containsExactly(
            "tree_id",
            "instance_id",
            "revision",
            "state",
            "root_channel",
            "channels",
            "contact_count",
            "transfer_count",
            "depth",
            "agent_count",
            "queue_count",
            "reference_count",
            "first_initiated_at",
            "last_disconnected_at",
            "duration_ms",
            "associated_at",
            "written_at",
            "last_activity_at");
    assertThat(call.path("last_activity_at").asText()).isEqualTo("2026-03-02T10:02:50.000Z");
    assertThat(call.path("contact_count").intValue()).isEqualTo(3);
    assertThat(list.path("trees").path(0).path("last_activity_at").asText())
        .isEqualTo("2026-03-02T11:00:00.000Z");
  }

  @Test
  void listWithoutARange_isOfTheLastDay() throws IOException {
    assertThat(trees(list(""))).containsExactly("x", "b", "a");
    // It is 18:00:02; of the next day's 10:30:50 the last 24 hours hold x alone.
    clock.advance(Duration.ofHours(16).plusMinutes(30).plusSeconds(48).plusMillis(1));
    assertThat(trees(list(""))).containsExactly("x");
    assertThat(trees(list("from=2026-03-02T10:30:00Z"))).containsExactly("x", "b");
    assertThat(trees(list("to=2026-03-02T11:00:00Z"))).containsExactly("b", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-02T10:30:50Z",
        "2026-03-02T10:30:50.0000009Z",
        "2026-03-02T10:30:50.000000000000001Z",
        "2026-03-02T11:30:50+01:00",
        "2026-03-02T11:30:50 01:00",
        "2026-03-02T05:00:50-0530",
        "2026-03-02T11:30:50+01"
      })
  void oneMoment_canBeWrittenInManyWays(String moment) throws IOException {
    assertThat(trees(list("to=2026-03-02T10:30:51Z&from=" + moment))).containsExactly("b");
    assertThat(trees(list("from=2026-03-02T10:30:00Z&to=" + moment))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "agent_id=agent-1, 'b a a', 'b a-3 a-2'",
    "queue_id=queue-of-a-2, a, a-2",
    "agent_id=agent-1&queue_id=queue-of-a-3, a, a-3",
    "agent_id=agent-2&queue_id=queue-of-a-3, '', ''",
    "queue_id=nobody's, '', ''"
  })
  void listOfAnAgentOrQueue_hasAnEntryForEachContact(String query, String trees, String contacts)
      throws IOException {
    JsonNode list = list(DAY + "&" + query);

    assertThat(String.join(" ", trees(list))).isEqualTo(trees);
    assertThat(String.join(" ", list.path("trees").findValuesAsText("contact_id")))
        .isEqualTo(contacts);
  }

  @Test
  void entryOfAContact_saysWhichAndWhen() throws IOException {
    JsonNode entry = list(DAY + "&queue_id=queue-of-a-2").path("trees").path(0);

    assertThat(entry.path("matched").toString())
        .isEqualTo("{\"contact_id\":\"a-2\",\"at\":\"2026-03-02T10:01:50.000Z\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "state=OPEN, x",
    "state=COMPLETE, 'b a'",
    "state=PARTIAL, ''",
    "channel=VOICE, 'x b a'",
    "channel=CHAT, ''",
    "channel=VOICE&state=OPEN, x",
    "agent_id=agent-1&state=OPEN, ''",
    "agent_id=agent-1&channel=VOICE, 'b a a'"
  })
  void filters_leaveOutTheRest(String query, String trees) throws IOException {
    assertThat(String.join(" ", trees(list(DAY + "&" + query)))).isEqualTo(trees);
  }

  @Test
  void unknownInstance_isAnEmptyList() {
    assertThat(answer(store, TestServer.CURSOR_SECRET, new InstanceId("other"), DAY).getBody())
        .isEqualTo("{\"trees\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&agent_id=agent-1", "&state=COMPLETE", "&channel=VOICE"})
  void cursorAlone_goesOnToTheEnd(String filter) throws IOException {
    List<String> all = trees(list(DAY + filter));
    JsonNode page = list(DAY + filter + "&limit=1");
    List<String> followed = new ArrayList<>(trees(page));
    while (page.has("next_cursor")) {
      page = list("cursor=" + page.path("next_cursor").asText());
      assertThat(trees(page)).hasSize(1);
      followed.addAll(trees(page));
    }

    assertThat(followed).isEqualTo(all);
  }

  @Test
  void cursorOfTheLastDay_keepsTheWindowOfTheFirstPage() throws IOException {
    String cursor = cursor("limit=2");
    clock.advance(Duration.ofHours(20));

    assertThat(trees(list("cursor=" + cursor))).containsExactly("a");
  }

  @Test
  void parametersBesideACursor_mayBeGivenAsBefore() throws IOException {
    String cursor = cursor(DAY + "&state=COMPLETE&channel=VOICE&limit=1");

    assertThat(
            trees(
                list(
                    "to=2026-03-03T00:00:00Z&state=COMPLETE&channel=VOICE&limit=50&cursor="
                        + cursor)))
        .containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state=OPEN",
        "channel=CHAT",
        "agent_id=agent-1",
        "queue_id=queue-of-b",
        "from=2026-03-02T00:00:01Z",
        "to=2026-03-04"
      })
  void cursorOfAnotherList_isBad(String other) throws IOException {
    isProblem(answer(other + "&cursor=" + cursor(DAY + "&limit=1")), 400, "bad-cursor", "cursor");
  }

  @Test
  void cursorOfAnotherInstance_isBad() throws IOException {
    isProblem(
        answer(
            store,
            TestServer.CURSOR_SECRET,
            new InstanceId("other"),
            "cursor=" + cursor(DAY + "&limit=1")),
        400,
        "bad-cursor",
        "cursor");
  }

  @Test
  void cursorOfAnotherKey_isBad() throws IOException {
    isProblem(
        answer(
            store,
            "another-text-for-tests-that-is-no-secret",
            DRAWN_INSTANCE,
            "cursor=" + cursor(DAY + "&limit=1")),
        400,
        "bad-cursor",
        "cursor");
  }

  @Test
  void cursorOlderThanADay_isBad() throws IOException {
    String cursor = cursor(DAY + "&limit=1");
    clock.advance(Duration.ofHours(24));
    assertThat(trees(list("cursor=" + cursor))).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    isProblem(answer("cursor=" + cursor), 400, "bad-cursor", "cursor");
  }

  @Test
  void cursorWithAnyCharacterChangedOrCut_isBad() throws IOException {
    String cursor = cursor(DAY + "&limit=1");
    List<String> changed = new ArrayList<>(List.of(cursor + "=", cursor + "A", cursor + cursor));
    for (int at = 0; at < cursor.length(); at++) {
      changed.add(cursor.substring(0, at) + "!" + cursor.substring(at + 1));
      for (char other : new char[] {'A', 'B', 'g', '_'}) {
        if (cursor.charAt(at) != other) {
          changed.add(cursor.substring(0, at) + other + cursor.substring(at + 1));
        }
      }
      if (at > 0) {
        changed.add(cursor.substring(0, at));
      }
    }

    for (String bad : changed) {
      isProblem(answer("cursor=" + bad), 400, "bad-cursor", "cursor");
    }
  }

  @Test
  void cursor_showsNothingAndIsNeverTheSame() throws IOException {
    String query = DAY + "&limit=1&agent_id=agent-1&channel=VOICE";
    byte[] decoded = Base64.getUrlDecoder().decode(cursor(query));
    String shown = new String(decoded, StandardCharsets.ISO_8859_1);

    assertThat(shown).doesNotContain("agent", "VOICE", "2026", DRAWN_INSTANCE.value());
    assertThat(cursor(query)).isNotEqualTo(cursor(query));
    assertThat(Arrays.copyOf(decoded, 12))
        .isNotEqualTo(Arrays.copyOf(Base64.getUrlDecoder().decode(cursor(query)), 12));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=101, limit",
    "limit=+5, limit",
    "limit=1.0, limit",
    "limit=, limit",
    "limit=5&limit=5, limit",
    "state=complete, state",
    "state=ERASED, state",
    "from=yesterday, from",
    "from=2026-03-02T10:00:00, from",
    "from=2026-02-30, from",
    "to=2026-03-02T25:00:00Z, to",
    "to=2026-03-02T10:00:00%2B19:00, to",
    "to=1772445600, to",
    "from=2026-03-03&to=2026-03-02, from",
    "from=2026-03-02&to=2026-03-02, from",
    "from=2026-03-03, from",
    "from=2026-03-02T10:00:00.0001Z&to=2026-03-02T10:00:00.0009Z, from",
    "from=2026-01-01&to=2026-04-03T00:00:00.001Z, from",
    "channel=, channel",
    "unheard=of, unheard",
    "format=json, format",
    "contact_ids=, contact_ids",
    "'contact_ids=a,a', contact_ids",
    "'contact_ids=a,,b', contact_ids",
    "contact_ids=a.b, contact_ids",
    "contact_ids=a&limit=5, limit",
    "contact_ids=a&cursor=x, cursor"
  })
  void badParameter_isNamed(String query, String field) throws IOException {
    isProblem(answer(query), 400, "bad-request", field);
  }

  @Test
  void everyBadParameter_isNamedAtOnce() throws IOException {
    isProblem(
        answer(
            store,
            TestServer.CURSOR_SECRET,
            DRAWN_INSTANCE,
            "zone=1&limit=0&state=none&from=1&to=2&cursor=x"),
        400,
        "bad-request",
        "zone",
        "from",
        "to",
        "state",
        "limit");
  }

  @Test
  void longestRange_isNinetyTwoDays() throws IOException {
    assertThat(list("from=2026-01-01&to=2026-04-03").path("trees")).hasSize(3);
  }

  @Test
  void parametersOfSignedLinks_areIgnored() throws IOException {
    assertThat(trees(list(DAY + "&X-Amz-Signature=0123"))).hasSize(3);
  }

  @Test
  void badInstanceId_isNamed() throws IOException {
    APIGatewayProxyRequestEvent request =
        request(DRAWN_INSTANCE, DAY).withPathParameters(Map.of("instanceId", "a%20b"));

    isProblem(
        TestServer.ofLists(store, TestServer.CURSOR_SECRET, clock, TokenScope.SIGNED)
            .handleRequest(request, new TestContext(Duration.ofSeconds(20))),
        400,
        "bad-request",
        "instanceId");
  }

  @Test
  void otherMethod_is405WithAllow() throws IOException {
    APIGatewayProxyResponseEvent answer =
        TestServer.ofLists(store, TestServer.CURSOR_SECRET, clock, TokenScope.SIGNED)
            .handleRequest(
                request(DRAWN_INSTANCE, DAY).withHttpMethod("POST"),
                new TestContext(Duration.ofSeconds(20)));

    isProblem(answer, 405, "method-not-allowed");
    assertThat(answer.getHeaders()).containsEntry("Allow", "GET");
  }

  @Test
  void severalContacts_bringTheirTreesAndSayWhatIsUnknownOrErased() throws IOException {
    store.bury(DRAWN_INSTANCE, new ContactId("b"));

    JsonNode list = list("contact_ids=nobody,x,a-3,b,a");

    assertThat(trees(list)).containsExactly("x", "a");
    assertThat(list.path("trees").findValues("contact_ids").toString())
        .isEqualTo("[[\"x\"], [\"a-3\",\"a\"]]");
    assertThat(list.path("unknown").toString()).isEqualTo("[\"nobody\"]");
    assertThat(list.path("erased").toString()).isEqualTo("[\"b\"]");
    assertThat(list.fieldNames()).toIterable().containsExactly("trees", "unknown", "erased");
  }

  @Test
  void fiftyContacts_areTheMost() throws IOException {
    String fifty =
        IntStream.range(0, 50).mapToObj(number -> "c" + number).collect(Collectors.joining(","));

    assertThat(list("contact_ids=" + fifty).path("unknown")).hasSize(50);
    isProblem(answer("contact_ids=" + fifty + ",c50"), 400, "bad-request", "contact_ids");
  }

  @Test
  void contactOfAnotherInstance_isAnsweredAsOneThatIsNotThere() {
    InstanceId other = new InstanceId("other");

    assertThat(answer(store, TestServer.CURSOR_SECRET, other, "contact_ids=a").getBody())
        .isEqualTo("{\"trees\":[],\"unknown\":[\"a\"],\"erased\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "agent_id=agent-1", "contact_ids=a,b"})
  void outage_is503WithRetryAfterAndNoEmptyList(String query) throws IOException {
    APIGatewayProxyResponseEvent answer =
        answer(new BrokenIndex(), TestServer.CURSOR_SECRET, DRAWN_INSTANCE, query);

    isProblem(answer, 503, "temporarily-unavailable");
    assertThat(answer.getHeaders()).containsEntry("Retry-After", "5");
    assertThat(answer.getBody()).doesNotContain("secret").doesNotContain("table");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "limit=1", "agent_id=agent-1", "contact_ids=a,nobody", "limit=0"})
  void tokenForOtherInstances_isAnsweredAsIfThereWereNoTrees(String query) {
    APIGatewayProxyRequestEvent.ProxyRequestContext context =
        new APIGatewayProxyRequestEvent.ProxyRequestContext();
    context.setAuthorizer(Map.of("claims", Map.of("aud", "ours", "cognito:groups", "other")));
    TokenScope scope =
        TokenScope.of(
            new SettingReader(
                Map.of("USER_POOL_CLIENTS", "ours", "INSTANCE_CLAIM", "cognito:groups")));

    assertThat(
            TestServer.ofLists(store, TestServer.CURSOR_SECRET, clock, scope)
                .handleRequest(
                    request(DRAWN_INSTANCE, query).withRequestContext(context),
                    new TestContext(Duration.ofSeconds(20))))
        .isEqualTo(
            answer(new InMemoryTreeStore(), TestServer.CURSOR_SECRET, DRAWN_INSTANCE, query));
  }

  private static final class BrokenIndex implements TreeIndex {
    @Override
    public Slice<TreeOverview> trees(InstanceId instance, Stretch stretch, int most) {
      throw outage();
    }

    @Override
    public Slice<ContactEntry> contacts(
        InstanceId instance, HandledBy handledBy, Stretch stretch, int most) {
      throw outage();
    }

    @Override
    public Map<ContactId, Identity> identities(InstanceId instance, Set<ContactId> contacts) {
      throw outage();
    }

    private static UpstreamFailure outage() {
      return new UpstreamFailure(
          UpstreamFailure.Resource.TABLE,
          "the table could not be read",
          new IllegalStateException("secret"));
    }
  }
}
