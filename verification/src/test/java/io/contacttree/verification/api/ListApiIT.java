package io.contacttree.verification.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.http.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lists of sixty calls, t00 to t59, one a minute from 10:00, each of 30 seconds: the even ones
 * VOICE and the odd ones CHAT, of three agents and five queues in turn; of a call of three
 * contacts, and of one that is open.
 */
final class ListApiIT {
  private static final int CALLS = 60;
  private static final String LIST = "/instances/lists/trees";
  private static final String DAY = LIST + "?from=2026-03-02&to=2026-03-03";

  @TempDir static Path directory;
  private static ApiStack api;

  /** Before now, by which the calls of the last day are placed. */
  private static Instant now;

  @BeforeAll
  static void start() throws Exception {
    ApiCalls calls = ApiCalls.of("lists");
    for (int i = 0; i < CALLS; i++) {
      Instant began = ApiCalls.BEGAN.plusSeconds(60L * i);
      calls
          .contact(id(i), "", i % 2 == 0 ? "VOICE" : "CHAT", began)
          .ended(began.plusSeconds(30))
          .handledBy("agent-" + i % 3, "queue-" + i % 5);
    }
    Instant next = ApiCalls.BEGAN.plus(Duration.ofDays(1));
    ApiCalls chains = ApiCalls.of("chains");
    for (int i = 0; i < 3; i++) {
      Instant began = next.plusSeconds(600L * i);
      chains
          .contact("m" + i, i == 0 ? "" : "m" + (i - 1), i == 1 ? "TASK" : "VOICE", began)
          .ended(began.plusSeconds(300))
          .handledBy(i == 2 ? "other" : "agent", "queue-" + i);
    }
    chains.call("o0", next.plusSeconds(7200)).contact("o1", "o0", "VOICE", next.plusSeconds(7260));
    now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    ApiCalls recent =
        ApiCalls.of("recent")
            .call("yesterday", now.minus(Duration.ofHours(25)))
            .call("today", now.minus(Duration.ofHours(1)))
            .call("just-now", now.minus(Duration.ofMinutes(5)));
    api = ApiStack.start(directory, List.of(calls, chains, recent));
    api.bury("lists", "gone");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static String id(int number) {
    return "t%02d".formatted(number);
  }

  private static List<String> trees(JsonNode list) {
    return list.path("trees").findValuesAsText("tree_id");
  }

  private static List<String> trees(String path) throws Exception {
    return trees(api.json(path));
  }

  private static String parameter(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }

  /** Returns the numbers as ids, the last one first. */
  private static List<String> newestFirst(IntStream numbers) {
    return numbers.mapToObj(ListApiIT::id).toList().reversed();
  }

  /** Follows a list to its end, and returns its pages. */
  private static List<JsonNode> pages(String first) throws Exception {
    List<JsonNode> pages = new ArrayList<>(List.of(api.json(first)));
    while (pages.getLast().has("next_cursor")) {
      pages.add(api.json(LIST + "?cursor=" + pages.getLast().path("next_cursor").asText()));
    }
    return pages;
  }

  private static String cursor() throws Exception {
    return api.json(DAY + "&limit=10").path("next_cursor").asText();
  }

  // ---- Range and order --------------------------------------------------------------------------

  @Test
  void listOfADay_isNewestFirstAndTwentyFiveAPage() throws Exception {
    JsonNode page = api.json(DAY);

    assertThat(trees(page)).isEqualTo(newestFirst(IntStream.range(CALLS - 25, CALLS)));
    assertThat(page.path("next_cursor").asText()).isNotEmpty();
    assertThat(page.has("complete")).isFalse();
  }

  @Test
  void from_isIncludedAndToIsNot() throws Exception {
    // t10 ended at 10:10:30, t12 at 10:12:30.
    assertThat(trees(LIST + "?from=2026-03-02T10:10:30Z&to=2026-03-02T10:12:30Z"))
        .containsExactly("t11", "t10");
    assertThat(trees(LIST + "?from=2026-03-02T10:10:30.001Z&to=2026-03-02T10:12:30.001Z"))
        .containsExactly("t12", "t11");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-02T10:10:30Z",
        "2026-03-02T10:10:30.000Z",
        "2026-03-02T10:10:30.0009999999Z",
        "2026-03-02T11:10:30%2B01:00",
        "2026-03-02T11:10:30+01:00",
        "2026-03-02T11:10:30%2001:00",
        "2026-03-02T05:10:30-05:00"
      })
  void oneMoment_canBeWrittenInManyWays(String moment) throws Exception {
    assertThat(trees(LIST + "?from=" + moment + "&to=2026-03-02T10:11:00Z")).containsExactly("t10");
  }

  @Test
  void withoutARange_itIsTheLastDay() throws Exception {
    assertThat(trees("/instances/recent/trees")).containsExactly("just-now", "today");
    String before = parameter(now.minus(Duration.ofMinutes(30)));
    assertThat(trees("/instances/recent/trees?to=" + before)).containsExactly("today");
    String after = parameter(now.minus(Duration.ofDays(2)));
    assertThat(trees("/instances/recent/trees?from=" + after))
        .containsExactly("just-now", "today", "yesterday");
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-03-02&to=2026-03-02, from",
    "from=2026-03-03&to=2026-03-02, from",
    "from=2026-01-01&to=2026-04-04, from",
    "from=2999-01-01, from",
    "from=yesterday, from",
    "from=2026-02-30, from",
    "from=2026-03-02T10:00:00, from",
    "to=1772445600, to",
    "to=, to",
    "from=2026-03-02&from=2026-03-02, from"
  })
  void rangeThatCannotBe_is400AndNamed(String query, String field) throws Exception {
    api.isProblem(LIST + "?" + query, 400, "bad-request", field);
  }

  @Test
  void rangeOfNinetyTwoDays_isTheLongest() throws Exception {
    assertThat(api.get(LIST + "?from=2026-01-01&to=2026-04-03").statusCode()).isEqualTo(200);
    api.isProblem(
        LIST + "?from=2026-01-01&to=2026-04-03T00:00:00.001Z", 400, "bad-request", "from");
  }

  @Test
  void unknownInstance_isAnEmptyList() throws Exception {
    assertThat(api.get("/instances/nobody/trees").body()).isEqualTo("{\"trees\":[]}");
  }

  @Test
  void unknownParameter_is400AndNamed() throws Exception {
    api.isProblem(DAY + "&phone=1&attribute=2", 400, "bad-request", "phone", "attribute");
    api.isProblem("/instances/a%20b/trees", 400, "bad-request", "instanceId");
  }

  // ---- Summaries --------------------------------------------------------------------------------

  @Test
  void summary_isTheHeadOfTheDocumentWithItsLastActivity() throws Exception {
    JsonNode listed =
        api.json("/instances/chains/trees?from=2026-03-03&to=2026-03-03T11:00:00Z")
            .path("trees")
            .path(0);
    JsonNode document = api.json("/instances/chains/contacts/m1/tree");

    List<String> keys = new ArrayList<>();
    document.fieldNames().forEachRemaining(keys::add);
    List<String> wanted =
        new ArrayList<>(keys.subList(keys.indexOf("tree_id"), keys.indexOf("written_at") + 1));
    wanted.remove("defects");
    wanted.forEach(key -> assertThat(listed.path(key)).as(key).isEqualTo(document.path(key)));
    wanted.add("last_activity_at");
    assertThat(listed.fieldNames()).toIterable().containsExactlyElementsOf(wanted);
    // m2 began at 10:20 and ended five minutes later.
    assertThat(listed.path("last_activity_at").asText()).isEqualTo("2026-03-03T10:25:00.000Z");
  }

  @Test
  void openTree_isPlacedByItsLatestBeginning() throws Exception {
    JsonNode open = api.json("/instances/chains/trees?from=2026-03-03&to=2026-03-04&state=OPEN");

    assertThat(trees(open)).containsExactly("o0");
    assertThat(open.at("/trees/0/last_activity_at").asText()).isEqualTo("2026-03-03T12:01:00.000Z");
  }

  // ---- Filters ----------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "channel=VOICE, 'o0 m0'",
    "channel=TASK, m0",
    "channel=EMAIL, ''",
    "channel=voice, ''",
    "state=OPEN, o0",
    "state=COMPLETE, m0",
    "state=PARTIAL, ''",
    "state=SETTLING, ''",
    "channel=TASK&state=OPEN, ''"
  })
  void filter_leavesOutTheRest(String query, String ids) throws Exception {
    assertThat(
            String.join(
                " ", trees("/instances/chains/trees?from=2026-03-03&to=2026-03-04&" + query)))
        .isEqualTo(ids);
  }

  @ParameterizedTest
  @CsvSource({
    "agent_id=agent, 'm1 m0'",
    "agent_id=other, m2",
    "queue_id=queue-1, m1",
    "agent_id=agent&queue_id=queue-1, m1",
    "agent_id=other&queue_id=queue-1, ''",
    "agent_id=nobody, ''",
    "agent_id=agent&channel=TASK, 'm1 m0'",
    "agent_id=agent&state=OPEN, ''"
  })
  void listOfAnAgentOrQueue_isOfContactsByTheirOwnEnd(String query, String contacts)
      throws Exception {
    JsonNode list = api.json("/instances/chains/trees?from=2026-03-03&to=2026-03-04&" + query);

    assertThat(String.join(" ", list.path("trees").findValuesAsText("contact_id")))
        .isEqualTo(contacts);
    assertThat(trees(list)).allMatch("m0"::equals);
    list.path("trees")
        .forEach(
            entry ->
                assertThat(entry.path("matched").fieldNames())
                    .toIterable()
                    .containsExactly("contact_id", "at"));
  }

  @Test
  void rangeOfAnAgent_isThatOfTheContactsOwnEnd() throws Exception {
    // m0 ended at 10:05, m1 at 10:15; their tree's last activity is at 10:25.
    String range = "/instances/chains/trees?from=2026-03-03T10:00:00Z&to=2026-03-03T10:15:00Z";
    JsonNode list = api.json(range + "&agent_id=agent");

    assertThat(list.at("/trees/0/matched").toString())
        .isEqualTo("{\"contact_id\":\"m0\",\"at\":\"2026-03-03T10:05:00.000Z\"}");
    assertThat(list.path("trees")).hasSize(1);
    assertThat(trees(range)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "state=open, state",
    "state=ERASED, state",
    "state=OPEN&state=OPEN, state",
    "channel=, channel",
    "agent_id=, agent_id",
    "queue_id=a&queue_id=b, queue_id",
    "limit=0, limit",
    "limit=101, limit",
    "limit=-1, limit",
    "limit=1.5, limit",
    "limit=many, limit"
  })
  void filterOrLimitThatCannotBe_is400AndNamed(String query, String field) throws Exception {
    api.isProblem(DAY + "&" + query, 400, "bad-request", field);
  }

  @Test
  void limit_isFromOneToAHundred() throws Exception {
    assertThat(trees(DAY + "&limit=1")).containsExactly("t59");
    JsonNode all = api.json(DAY + "&limit=100");
    assertThat(trees(all)).isEqualTo(newestFirst(IntStream.range(0, CALLS)));
    assertThat(all.has("next_cursor")).isFalse();
  }

  // ---- Pages ------------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&channel=CHAT",
        "&state=COMPLETE",
        "&agent_id=agent-1",
        "&queue_id=queue-2",
        "&agent_id=agent-1&queue_id=queue-2",
        "&agent_id=agent-1&channel=VOICE"
      })
  void followedCursors_bringEachTreeOnce(String filter) throws Exception {
    List<String> all = trees(DAY + "&limit=100" + filter);
    for (int limit : new int[] {1, 7, 25}) {
      List<JsonNode> pages = pages(DAY + filter + "&limit=" + limit);

      assertThat(pages.stream().flatMap(page -> trees(page).stream())).isEqualTo(all);
      assertThat(pages).allMatch(page -> page.path("trees").size() <= limit);
    }
    assertThat(all).doesNotHaveDuplicates().isNotEmpty();
  }

  @Test
  void limitBesideACursor_mayBeAnother() throws Exception {
    assertThat(trees(LIST + "?limit=2&cursor=" + cursor())).containsExactly("t49", "t48");
    assertThat(trees(LIST + "?cursor=" + cursor())).hasSize(10);
  }

  @Test
  void parametersBesideACursor_mayBeGivenAsBefore() throws Exception {
    assertThat(trees(LIST + "?from=2026-03-02T00:00:00Z&to=2026-03-03&cursor=" + cursor()))
        .hasSize(10);
  }

  @Test
  void cursorOfTheLastDay_keepsItsWindow() throws Exception {
    String cursor = api.json("/instances/recent/trees?limit=1").path("next_cursor").asText();

    assertThat(trees("/instances/recent/trees?cursor=" + cursor)).containsExactly("today");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&from=2026-03-01",
        "&to=2026-03-04",
        "&channel=VOICE",
        "&state=OPEN",
        "&agent_id=agent-1",
        "&queue_id=queue-1"
      })
  void cursorWithOtherParameters_is400(String other) throws Exception {
    api.isProblem(LIST + "?cursor=" + cursor() + other, 400, "bad-cursor", "cursor");
  }

  @Test
  void cursorOfAnotherInstance_is400() throws Exception {
    api.isProblem("/instances/chains/trees?cursor=" + cursor(), 400, "bad-cursor", "cursor");
  }

  @Test
  void cursorThatWasChangedOrCut_is400() throws Exception {
    String cursor = cursor();
    List<String> changed = new ArrayList<>(List.of("x", cursor + "A", cursor + cursor));
    for (int at = 0; at < cursor.length(); at += 5) {
      char other = cursor.charAt(at) == 'A' ? 'B' : 'A';
      changed.add(cursor.substring(0, at) + other + cursor.substring(at + 1));
      changed.add(cursor.substring(0, at + 1));
    }
    for (String bad : changed) {
      api.isProblem(LIST + "?cursor=" + bad, 400, "bad-cursor", "cursor");
    }
    api.isProblem(LIST + "?cursor=", 400, "bad-request", "cursor");
  }

  @Test
  void cursorOfAnotherDeployment_is400(@TempDir Path other) throws Exception {
    String cursor = cursor();
    try (ApiStack fresh = ApiStack.start(other, List.of())) {
      fresh.isProblem(LIST + "?cursor=" + cursor, 400, "bad-cursor", "cursor");
    }
  }

  @Test
  void cursor_showsNothing() throws Exception {
    String path = DAY + "&limit=1&agent_id=agent-1&channel=CHAT";
    String cursor = api.json(path).path("next_cursor").asText();

    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    assertThat(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1))
        .doesNotContain("lists", "agent", "CHAT", "2026", "t5", "t4");
    assertThat(api.json(path).path("next_cursor").asText()).isNotEqualTo(cursor);
  }

  // ---- Several contacts -------------------------------------------------------------------------

  @Test
  void severalContacts_bringTheirTreesInOrderAndNameTheOthers() throws Exception {
    JsonNode list = api.json("/instances/chains/trees?contact_ids=nobody,o1,m2,o0,m0");

    assertThat(trees(list)).containsExactly("o0", "m0");
    assertThat(list.path("trees").findValues("contact_ids").toString())
        .isEqualTo("[[\"o1\",\"o0\"], [\"m2\",\"m0\"]]");
    assertThat(list.path("unknown").toString()).isEqualTo("[\"nobody\"]");
    assertThat(list.path("erased").toString()).isEqualTo("[]");
    assertThat(list.fieldNames()).toIterable().containsExactly("trees", "unknown", "erased");
  }

  @Test
  void erasedContact_isNamedAsOne() throws Exception {
    JsonNode list = api.json(LIST + "?contact_ids=gone,t00");

    assertThat(list.path("erased").toString()).isEqualTo("[\"gone\"]");
    assertThat(trees(list)).containsExactly("t00");
  }

  @Test
  void anotherInstancesContact_isAnsweredLikeOneThatIsNotThereAtTheSameRequests() throws Exception {
    HttpResponse<String> theirs = api.get("/instances/chains/trees?contact_ids=t00");
    HttpResponse<String> nobodys = api.get("/instances/chains/trees?contact_ids=x00");

    assertThat(theirs.body()).isEqualTo(nobodys.body().replace("x00", "t00"));
    assertThat(api.reads("/instances/chains/trees?contact_ids=t00"))
        .isEqualTo(api.reads("/instances/chains/trees?contact_ids=x00"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "contact_ids= | contact_ids",
        "contact_ids=a,a | contact_ids",
        "contact_ids=a,,b | contact_ids",
        "contact_ids=a,b%20c | contact_ids",
        "contact_ids=a&contact_ids=b | contact_ids",
        "contact_ids=a&limit=5 | limit",
        "contact_ids=a&from=2026-03-02 | from",
        "contact_ids=a&cursor=b | cursor"
      })
  void contactIdsThatCannotBe_are400AndNamed(String query, String field) throws Exception {
    api.isProblem(LIST + "?" + query, 400, "bad-request", field);
  }

  @Test
  void fiftyContacts_areTheMost() throws Exception {
    String fifty = IntStream.range(0, 50).mapToObj(ListApiIT::id).collect(Collectors.joining(","));

    assertThat(trees(LIST + "?contact_ids=" + fifty)).hasSize(50);
    api.isProblem(LIST + "?contact_ids=" + fifty + ",t50", 400, "bad-request", "contact_ids");
  }

  // ---- What it costs ----------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&limit=100",
        "&channel=CHAT&limit=100",
        "&state=OPEN",
        "&agent_id=agent-1",
        "&queue_id=queue-1&limit=100",
        "&agent_id=agent-1&queue_id=queue-1",
        "&agent_id=agent-1&channel=CHAT&state=COMPLETE&limit=100"
      })
  void page_costsFourRequestsToTheTableAtMost(String query) throws Exception {
    assertThat(api.reads(DAY + query)).isBetween(1L, 4L);
  }

  @Test
  void fiftyContacts_costFourRequestsAtMost() throws Exception {
    String fifty = IntStream.range(0, 50).mapToObj(ListApiIT::id).collect(Collectors.joining(","));

    assertThat(api.reads(LIST + "?contact_ids=" + fifty)).isBetween(1L, 4L);
    assertThat(api.reads("/instances/chains/trees?contact_ids=m0,m1,m2,o0,o1")).isBetween(1L, 4L);
  }

  @Test
  void requestThatCannotBe_costsNothing() throws Exception {
    assertThat(api.reads(LIST + "?limit=0")).isZero();
    assertThat(api.reads(LIST + "?cursor=x")).isZero();
    assertThat(Json.read(api.get(LIST + "?cursor=x").body()).path("status").asInt()).isEqualTo(400);
  }
}
