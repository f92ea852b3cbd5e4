package io.contacttree.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.verification.faults.FaultStack.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Contacts that are only named and whose list cannot be read, on the built stack: they fail
 * nobody's claim (tree rules, section 2.2).
 */
final class FailingNamesIT {
  /** One list, and one for each settle read. */
  private static final int TRIES = 1 + 3;

  private static final int LEGS = 5;

  private static final String FOLLOWED = "{}";
  private static final String NOT_FOLLOWED = "{\"follow_related\":false}";

  @TempDir static Path directory;
  private static FaultStack stack;

  private int deadBefore;

  @BeforeAll
  static void start() throws Exception {
    stack = FaultStack.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    stack.close();
  }

  @BeforeEach
  void healthy() throws Exception {
    stack.quirks("{}");
    stack.idle();
    deadBefore = stack.dead();
  }

  @Test
  void nameOfAnEventFailsInAnyWay_storedAndThenPartial() throws Exception {
    Map<String, Failure> failures = new LinkedHashMap<>();
    failures.put("f-500", Failure.FOR_EVER);
    failures.put("f-503", new Failure(503, "ServiceUnavailableException", 0));
    failures.put("f-reset", new Failure(0, "InternalServiceException", 0));
    failures.put("f-429", new Failure(429, "ThrottlingException", 0));
    failures.put("f-invalid", new Failure(400, "InvalidParameterException", 0));
    failures.put("f-limit", new Failure(400, "RequestLimitExceeded", 0));
    failures.put("f-refused", new Failure(403, "AccessDeniedException", 0));
    stack.failLists(failures, FOLLOWED);
    for (String name : failures.keySet()) {
      FaultScenario one = FaultScenario.of(name).contact("c0", "");
      stack.load(one);
      stack.put(one.told("c0", "previousContactId", name));
    }

    stack.idle();

    for (String name : failures.keySet()) {
      assertOnlyTheNameIsOpen(name, "c0", 1, name);
      assertThat(stack.listed(name)).as(name).startsWith("c0").containsOnlyOnce("c0");
    }
    assertNothingDied();
  }

  @Test
  void nameOfAListFails_whicheverLinkItIs_storedAndThenPartial() throws Exception {
    List<String> links = List.of("Initial", "Previous", "Related");
    Map<String, Failure> failures = new LinkedHashMap<>();
    links.forEach(link -> failures.put("listed-" + link, Failure.FOR_EVER));
    stack.failLists(failures, FOLLOWED);
    for (String link : links) {
      FaultScenario one =
          FaultScenario.of("list-" + link).contact("c0", "").naming(link, "listed-" + link);
      stack.load(one);
      stack.put(one.told("c0"));
    }

    stack.idle();

    for (String link : links) {
      assertOnlyTheNameIsOpen("list-" + link, "c0", 1, "listed-" + link);
    }
    assertNothingDied();
  }

  @Test
  void nameOfAnEventFails_whicheverLinkItIs_storedAndThenPartial() throws Exception {
    List<String> links = List.of("initial", "related");
    Map<String, Failure> failures = new LinkedHashMap<>();
    links.forEach(link -> failures.put("told-" + link, Failure.FOR_EVER));
    stack.failLists(failures, NOT_FOLLOWED);
    for (String link : links) {
      FaultScenario one = FaultScenario.of("event-" + link).contact("c0", "");
      stack.load(one);
      stack.put(one.told("c0", link + "ContactId", "told-" + link));
    }

    stack.idle();

    for (String link : links) {
      assertOnlyTheNameIsOpen("event-" + link, "c0", 1, "told-" + link);
    }
    assertNothingDied();
  }

  @Test
  void oneOfThreeMembersNamesIt_allThreeAreStored() throws Exception {
    FaultScenario three = FaultScenario.of("three").chain(3).naming("Related", "three-name");
    stack.load(three);
    stack.failLists(Map.of("three-name", Failure.FOR_EVER), FOLLOWED);

    for (String leg : List.of("c0", "c1", "c2")) {
      stack.put(three.told(leg));
      stack.idle();
    }

    assertOnlyTheNameIsOpen("three", "c0", 3, "three-name");
    assertNothingDied();
  }

  @Test
  void everyMemberNamesOneOfItsOwnOneByOne_allAreStoredAndEachNameIsTriedForItself()
      throws Exception {
    FaultScenario legs = fiveWithAFailingNameEach("own-names");

    for (int leg = 0; leg < LEGS; leg++) {
      stack.put(legs.told("c" + leg));
      stack.idle();
    }

    assertEachNameIsTriedForItself("own-names");
  }

  @Test
  void everyMemberNamesOneOfItsOwnAllAtOnce_allAreStoredAndEachNameIsTriedForItself()
      throws Exception {
    FaultScenario legs = fiveWithAFailingNameEach("own-names-at-once");

    for (int leg = 0; leg < LEGS; leg++) {
      stack.put(legs.told("c" + leg));
    }
    stack.idle();

    assertEachNameIsTriedForItself("own-names-at-once");
  }

  @Test
  void legsAfterTheOneThatNamesIt_joinTheDocumentAndAskNoMore() throws Exception {
    stack.load(FaultScenario.of("later").contact("c0", ""));
    stack.put(FaultScenario.of("later").contact("c0", "").told("c0"));
    stack.idle();
    stack.failLists(Map.of("later-name", Failure.FOR_EVER), FOLLOWED);
    FaultScenario second =
        FaultScenario.of("later")
            .contact("c0", "")
            .contact("c1", "c0")
            .naming("Related", "later-name");
    stack.load(second);
    stack.put(second.told("c1"));
    stack.idle();
    FaultScenario third = second.contact("c2", "c0");
    stack.load(third);

    stack.put(third.told("c2"));
    stack.idle();

    assertOnlyTheNameIsOpen("later", "c0", 3, "later-name");
    assertThat(stack.tree("later", "c2")).isEqualTo(stack.tree("later", "c0"));
    assertThat(stack.listed("later"))
        .filteredOn(id -> !id.equals("later-name"))
        .containsExactly("c0", "c1", "c2");
    assertNothingDied();
  }

  @Test
  void nameFailsForAWhileAndIsThenUnknown_completeWithAMissingParent() throws Exception {
    FaultScenario one = FaultScenario.of("while-404").contact("c0", "");
    stack.load(one);
    stack.failLists(
        Map.of("while-name", new Failure(500, "InternalServiceException", 2)), FOLLOWED);

    stack.put(one.told("c0", "previousContactId", "while-name"));
    stack.idle();

    JsonNode tree = stack.tree("while-404", "c0");
    assertThat(tree.path("state").asText()).isEqualTo("COMPLETE");
    assertThat(missingParents(tree)).containsExactly("while-name");
    assertThat(stack.listed("while-404")).hasSize(1 + 3);
  }

  @Test
  void nameFailsForAWhileAndAnswersThen_oneTreeWithoutADefect() throws Exception {
    FaultScenario two =
        FaultScenario.of("while").contact("call", "").contact("task", "").naming("Related", "call");
    stack.load(two);
    stack.failLists(Map.of("call", new Failure(403, "AccessDeniedException", 2)), NOT_FOLLOWED);

    stack.put(two.told("task"));
    stack.idle();

    JsonNode tree = stack.tree("while", "task");
    assertThat(tree.path("tree_id").asText()).isEqualTo("call");
    assertThat(tree.path("contact_count").asInt()).isEqualTo(2);
    assertThat(tree.has("defects")).isFalse();
    assertNothingDied();
  }

  @Test
  void itsOwnEventComesWhenItCanBeReadAgain_joinsWhatNamedIt() throws Exception {
    FaultScenario two =
        FaultScenario.of("own-event").contact("z", "").contact("c0", "").naming("Related", "z");
    stack.load(two);
    stack.failLists(Map.of("z", Failure.FOR_EVER), NOT_FOLLOWED);
    stack.put(two.told("c0"));
    stack.idle();
    assertOnlyTheNameIsOpen("own-event", "c0", 1, "z");
    stack.quirks("{\"list\":" + NOT_FOLLOWED + "}");

    stack.put(two.told("z"));
    stack.idle();

    JsonNode tree = stack.tree("own-event", "c0");
    assertThat(tree.path("state").asText()).isEqualTo("COMPLETE");
    assertThat(tree.path("contact_count").asInt()).isEqualTo(2);
    assertThat(tree.has("defects")).isFalse();
    assertThat(stack.tree("own-event", "z")).isEqualTo(tree);
  }

  @Test
  void branchesKnownApartThatNameIt_meetInOneTree() throws Exception {
    FaultScenario two = FaultScenario.of("meet").contact("a", "").contact("b", "");
    stack.load(two);
    stack.failLists(Map.of("meet-name", Failure.FOR_EVER), FOLLOWED);

    stack.put(two.told("a", "previousContactId", "meet-name"));
    stack.idle();
    stack.put(two.told("b", "relatedContactId", "meet-name"));
    stack.idle();

    assertOnlyTheNameIsOpen("meet", "a", 2, "meet-name");
    assertThat(stack.tree("meet", "b")).isEqualTo(stack.tree("meet", "a"));
    assertNothingDied();
  }

  @Test
  void aStrangerOfTheSameBatch_isNotHeldUp() throws Exception {
    FaultScenario two = FaultScenario.of("stranger").contact("a", "").contact("b", "");
    stack.load(two);
    stack.failLists(Map.of("stranger-name", Failure.FOR_EVER), FOLLOWED);

    stack.put(two.told("a", "previousContactId", "stranger-name"), two.told("b"));
    stack.idle();

    assertOnlyTheNameIsOpen("stranger", "a", 1, "stranger-name");
    assertThat(stack.tree("stranger", "b").path("state").asText()).isEqualTo("COMPLETE");
    assertThat(stack.listed("stranger")).containsOnlyOnce("b");
  }

  /** A chain of which each leg names an own contact, whose lists fail for ever. */
  private static FaultScenario fiveWithAFailingNameEach(String instance) throws Exception {
    FaultScenario legs = FaultScenario.of(instance);
    Map<String, Failure> failures = new LinkedHashMap<>();
    for (int leg = 0; leg < LEGS; leg++) {
      String own = instance + "-" + leg;
      legs.contact("c" + leg, leg == 0 ? "" : "c" + (leg - 1)).naming("Related", own);
      failures.put(own, Failure.FOR_EVER);
    }
    stack.load(legs);
    stack.failLists(failures, FOLLOWED);
    return legs;
  }

  private void assertEachNameIsTriedForItself(String instance) throws Exception {
    JsonNode tree = stack.tree(instance, "c4");
    assertThat(tree.path("contact_count").asInt()).isEqualTo(LEGS);
    assertThat(tree.path("state").asText()).isEqualTo("PARTIAL");
    List<String> listed = stack.listed(instance);
    for (int leg = 0; leg < LEGS; leg++) {
      String own = instance + "-" + leg;
      assertThat(missingParents(tree)).contains(own);
      assertThat(Collections.frequency(listed, own)).as(own).isBetween(1, TRIES);
    }
    assertNothingDied();
  }

  /** All members stored with their references, the name tried as often as it may be. */
  private static void assertOnlyTheNameIsOpen(
      String instance, String contact, int contacts, String name) throws Exception {
    assertThat(stack.treeStatus(instance, contact)).as(instance).isEqualTo(200);
    JsonNode tree = stack.tree(instance, contact);
    assertThat(tree.path("contact_count").asInt()).as(instance).isEqualTo(contacts);
    assertThat(tree.path("contacts").findValuesAsText("references_state"))
        .as(instance)
        .hasSize(contacts)
        .containsOnly("FETCHED");
    assertThat(tree.path("state").asText()).as(instance).isEqualTo("PARTIAL");
    assertThat(missingParents(tree)).as(instance).containsExactly(name);
    assertThat(stack.tree(instance, name)).as("%s answers too", name).isEqualTo(tree);
    assertThat(Collections.frequency(stack.listed(instance), name))
        .as("lists by %s", name)
        .isBetween(1, TRIES);
  }

  private static List<String> missingParents(JsonNode tree) {
    List<String> missing = new ArrayList<>();
    for (JsonNode defect : tree.path("defects")) {
      if (defect.path("code").asText().equals("missing_parent")) {
        missing.add(defect.path("contact_id").asText());
      }
    }
    return missing;
  }

  private void assertNothingDied() throws Exception {
    assertThat(stack.dead()).isEqualTo(deadBefore);
  }
}
