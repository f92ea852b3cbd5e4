package io.contacttree.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import io.contacttree.verification.faults.FaultStack.Failure;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Odd things that the world sends, on the built stack: ids that stand for nothing, answers in
 * either reading, values that hold credentials, clocks that disagree. One worker, so that what
 * comes at once is one batch.
 */
final class OddAnswersIT {
  private static final String LIST = "ListAssociatedContacts";
  private static final String REFERENCES = "ListContactReferences";
  private static final String ZEROS = "00000000-0000-0000-0000-000000000000";
  private static final List<String> NOBODY =
      List.of(
          "", " ", "null", "NULL", "undefined", "None", "nil", "N/A", "n/a", " undefined ", ZEROS);

  @TempDir static Path directory;
  private static FaultStack stack;

  private int deadBefore;

  @BeforeAll
  static void start() throws Exception {
    stack = FaultStack.start(directory, "--workers=1");
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

  // ---- Ids that stand for nothing (tree rules, section 2.3) -------------------------------------

  @Test
  void eventNamesWhatStandsForNothing_completeAloneAndNothingIsAskedByIt() throws Exception {
    List<String> fields = List.of("initialContactId", "previousContactId", "relatedContactId");
    for (int i = 0; i < NOBODY.size(); i++) {
      for (String field : fields) {
        FaultScenario one = FaultScenario.of("told-nobody-" + i + field).contact("c0", "");
        stack.load(one);
        stack.put(one.told("c0", field, NOBODY.get(i)));
      }
    }

    stack.idle();

    for (int i = 0; i < NOBODY.size(); i++) {
      for (String field : fields) {
        assertAloneAndComplete("told-nobody-" + i + field);
      }
    }
  }

  @Test
  void listNamesWhatStandsForNothing_completeAloneAndNothingIsAskedByIt() throws Exception {
    List<String> links = List.of("Initial", "Previous", "Related");
    for (int i = 0; i < NOBODY.size(); i++) {
      for (String link : links) {
        FaultScenario one =
            FaultScenario.of("listed-nobody-" + i + link)
                .contact("c0", "")
                .naming(link, NOBODY.get(i));
        stack.load(one);
        stack.put(one.told("c0"));
      }
    }

    stack.idle();

    for (int i = 0; i < NOBODY.size(); i++) {
      for (String link : links) {
        assertAloneAndComplete("listed-nobody-" + i + link);
      }
    }
  }

  @Test
  void strangersNameTheSameNothing_treesOfTheirOwn() throws Exception {
    for (String nothing : List.of(ZEROS, "undefined")) {
      FaultScenario two =
          FaultScenario.of("strangers-" + nothing)
              .contact("a", "")
              .naming("Previous", nothing)
              .contact("b", "")
              .naming("Related", nothing);
      stack.load(two);
      stack.put(
          two.told("a", "previousContactId", nothing), two.told("b", "relatedContactId", nothing));
      stack.idle();

      assertThat(stack.tree(two.instance(), "a").path("tree_id").asText()).isEqualTo("a");
      assertThat(stack.tree(two.instance(), "b").path("tree_id").asText()).isEqualTo("b");
      assertThat(stack.tree(two.instance(), "b").path("contact_count").asInt()).isEqualTo(1);
    }
  }

  @Test
  void eventOfAContactThatStandsForNothing_deadWithoutAnyCall() throws Exception {
    FaultScenario nobody = FaultScenario.of("event-of-nobody");
    stack.load(nobody);
    int calls = stack.allCalls();

    for (String nothing : NOBODY) {
      stack.put(nobody.told(nothing));
    }
    stack.idle();

    assertThat(stack.dead()).isEqualTo(deadBefore + NOBODY.size());
    assertThat(stack.allCalls()).isEqualTo(calls);
  }

  // ---- Claims by their own outcome (section 7) --------------------------------------------------

  @Test
  void ownListOfOneClaimFails_theOtherOfItsGroupIsStoredAndAcknowledged() throws Exception {
    Map<Integer, String> types =
        Map.of(500, "InternalServiceException", 403, "AccessDeniedException");
    for (int status : List.of(500, 403)) {
      String instance = "own-list-" + status;
      int dead = stack.dead();
      FaultScenario two =
          FaultScenario.of(instance)
              .contact("call", "")
              .contact("task-" + status, "")
              .naming("Related", "call");
      stack.load(two);
      stack.failLists(
          Map.of("task-" + status, new Failure(status, types.get(status), 0)),
          "{\"follow_related\":false}");

      stack.put(two.told("call"), two.told("task-" + status, "relatedContactId", "call"));
      stack.idle();

      assertThat(stack.treeStatus(instance, "call")).as(instance).isEqualTo(200);
      JsonNode tree = stack.tree(instance, "call");
      assertThat(tree.at("/contacts/0/contact_id").asText()).isEqualTo("call");
      assertThat(tree.at("/contacts/0/references_state").asText()).isEqualTo("FETCHED");
      assertThat(stack.dead()).as(instance).isEqualTo(dead + 1);
      assertThat(stack.listed(instance)).as(instance).containsOnlyOnce("call");
    }
  }

  @Test
  void ownListsOfSomeOfManyFail_onlyTheirMessagesDie() throws Exception {
    FaultScenario many = FaultScenario.of("many").contact("call", "");
    Map<String, Failure> failures = new LinkedHashMap<>();
    ObjectNode[] ends = new ObjectNode[8];
    ends[0] = many.told("call");
    for (int i = 1; i < ends.length; i++) {
      String task = "many-task-" + i;
      many.contact(task, "").naming("Related", "call");
      ends[i] = many.told(task, "relatedContactId", "call");
      if (i % 3 == 0) {
        failures.put(task, Failure.FOR_EVER);
      }
    }
    stack.load(many);
    stack.failLists(failures, "{\"follow_related\":false}");

    stack.put(ends);
    stack.idle();

    assertThat(stack.dead()).isEqualTo(deadBefore + failures.size());
    JsonNode tree = stack.tree("many", "call");
    for (int i = 1; i < ends.length; i++) {
      String task = "many-task-" + i;
      if (!failures.containsKey(task)) {
        assertThat(stack.tree("many", task)).as(task).isEqualTo(tree);
        assertThat(member(tree, task).path("references_state").asText()).isEqualTo("FETCHED");
      }
    }
  }

  // ---- Both readings of lists (sections 2.2 and 6) ----------------------------------------------

  @Test
  void listWithoutAnyContactForALoneCall_completeAfterOneList() throws Exception {
    FaultScenario one = FaultScenario.of("lone").contact("c0", "");
    stack.load(one);
    stack.quirks("{\"list\":{\"self\":false}}");

    stack.put(one.told("c0"));
    stack.idle();

    assertThat(stack.tree("lone", "c0").path("state").asText()).isEqualTo("COMPLETE");
    assertThat(stack.calls(LIST, "lone")).hasSize(1);
  }

  @Test
  void eachReading_theSameTreesAtTheFewestLists() throws Exception {
    String content = "";
    for (boolean self : List.of(true, false)) {
      for (boolean followed : List.of(true, false)) {
        String instance = "reading-%s-%s".formatted(self, followed);
        FaultScenario trees =
            FaultScenario.of(instance)
                .chain(3)
                .contact("task", "")
                .naming("Related", "c1")
                .contact("lone", "");
        stack.load(trees);
        stack.quirks("{\"list\":{\"self\":%s,\"follow_related\":%s}}".formatted(self, followed));

        stack.put(
            trees.toldWhole("c2"),
            trees.toldWhole("task"),
            trees.toldWhole("c0"),
            trees.toldWhole("lone"),
            trees.toldWhole("c1"));
        stack.idle();

        // The chain and the lone call, and the task apart where its link is not followed.
        assertThat(stack.calls(LIST, instance)).as(instance).hasSize(followed ? 2 : 3);
        assertThat(stack.tree(instance, "c0").path("state").asText()).isEqualTo("COMPLETE");
        assertThat(stack.tree(instance, "lone").path("state").asText()).isEqualTo("COMPLETE");
        assertThat(stack.tree(instance, "task")).isEqualTo(stack.tree(instance, "c0"));
        String now = content(stack.tree(instance, "c0")) + content(stack.tree(instance, "lone"));
        content = content.isEmpty() ? now.replace(instance, "") : content;
        assertThat(now.replace(instance, "")).as(instance).isEqualTo(content);
      }
    }
  }

  // ---- References (section 5) -------------------------------------------------------------------

  @Test
  void addressesThatCarryASignature_areCutAtTheQuestionMark() throws Exception {
    FaultScenario one =
        FaultScenario.of("signed")
            .contact("c0", "")
            .reference("Url", "amz", "https://files.example.com/1?a=b&X-Amz-Signature=secret")
            .reference("String", "old", "http://files.example.com/2?Signature=secret&Expires=1")
            .reference(
                "Url", "front", "https://files.example.com/3?Signature=secret&Key-Pair-Id=K1")
            .reference("String", "other-cloud", "https://files.example.com/4?se=1&sig=secret")
            .reference("Attachment", "file", "https://files.example.com/5?token=secret")
            .reference("Url", "plain", "https://crm.example.com/6?order=7&Signature=no")
            .reference("String", "words", "Signature=words&Expires=never?X-Amz-Signature=words");
    stack.load(one);
    stack.quirks(
        """
        {"unknown":{"reference":{"Voicemail":{"Name":"leg","Value":"https://files.example.com/8?X-Amz-Signature=secret"}}}}
        """);

    stack.put(one.told("c0"));
    stack.idle();

    JsonNode tree = stack.tree("signed", "c0");
    assertThat(tree.toString()).doesNotContain("secret");
    assertThat(tree.path("reference_count").asInt()).isEqualTo(8);
    assertThat(tree.at("/contacts/0/references").findValuesAsText("value"))
        .contains(
            "https://files.example.com/1",
            "https://files.example.com/8",
            "https://crm.example.com/6?order=7&Signature=no",
            "Signature=words&Expires=never?X-Amz-Signature=words");
  }

  // ---- Events, times, addresses -----------------------------------------------------------------

  @Test
  void eventsInAnySpelling_passTheRuleAndAreBuilt() throws Exception {
    List<Map<String, String>> spellings =
        List.of(
            Map.of("eventType", "Disconnected"),
            Map.of("eventType", "disconnected"),
            Map.of("eventType", "Completed"),
            Map.of("EventType", "DISCONNECTED"),
            Map.of("instanceARN", ""),
            Map.of("InstanceArn", "", "EventType", "completed"));
    for (int i = 0; i < spellings.size(); i++) {
      FaultScenario one = FaultScenario.of("spelling-" + i).contact("c0", "");
      stack.load(one);
      stack.put(respelled(one.told("c0"), spellings.get(i)));
    }

    stack.idle();

    for (int i = 0; i < spellings.size(); i++) {
      assertThat(stack.treeStatus("spelling-" + i, "c0")).as("%s", spellings.get(i)).isEqualTo(200);
    }
  }

  @Test
  void endBeforeTheBeginning_noDuration() throws Exception {
    FaultScenario late =
        FaultScenario.of("clocks").contact("c0", "", FaultScenario.BEGAN.minusMillis(400));
    FaultScenario atOnce = FaultScenario.of("at-once").contact("c0", "", FaultScenario.BEGAN);
    stack.load(late);
    stack.load(atOnce);

    stack.put(late.told("c0"), atOnce.told("c0"));
    stack.idle();

    assertThat(stack.tree("clocks", "c0").path("state").asText()).isEqualTo("COMPLETE");
    assertThat(stack.tree("clocks", "c0").has("duration_ms")).isFalse();
    assertThat(stack.tree("at-once", "c0").path("duration_ms").asInt(-1)).isZero();
  }

  @Test
  void pathWithASlashAtItsEnd_answersLikeTheOneWithout() throws Exception {
    FaultScenario one = FaultScenario.of("slash").contact("c0", "");
    stack.load(one);
    stack.put(one.told("c0"));
    stack.idle();

    HttpResponse<String> without = stack.get("/instances/slash/contacts/c0/tree");
    HttpResponse<String> with = stack.get("/instances/slash/contacts/c0/tree/");

    assertThat(with.statusCode()).isEqualTo(200);
    assertThat(with.body()).isEqualTo(without.body());
    assertThat(stack.get("/instances/slash/contacts/other/tree/").statusCode()).isEqualTo(404);
    assertThat(stack.get("/instances/slash/contacts/c0/tree//").statusCode()).isEqualTo(404);
  }

  // ---- Looking ----------------------------------------------------------------------------------

  private static void assertAloneAndComplete(String instance) throws Exception {
    JsonNode tree = stack.tree(instance, "c0");
    assertThat(tree.path("state").asText()).as(instance).isEqualTo("COMPLETE");
    assertThat(tree.has("defects")).as(instance).isFalse();
    assertThat(tree.at("/contacts/0/link").asText()).as(instance).isEqualTo("ROOT");
    assertThat(tree.toString()).as(instance).doesNotContain("previous_contact_id");
    assertThat(stack.listed(instance)).as(instance).containsExactly("c0");
    assertThat(stack.calls(REFERENCES, instance)).as(instance).hasSize(1);
  }

  private static JsonNode member(JsonNode tree, String id) {
    for (JsonNode contact : tree.path("contacts")) {
      if (contact.path("contact_id").asText().equals(id)) {
        return contact;
      }
    }
    return Json.object();
  }

  /** Returns a document without what tells of our own reading. */
  private static String content(JsonNode tree) {
    ObjectNode content = tree.deepCopy();
    List<String> ours =
        List.of(
            "revision",
            "associated_at",
            "listed_at",
            "references_at",
            "first_seen_at",
            "written_at");
    content.remove(ours);
    content.path("contacts").forEach(contact -> ((ObjectNode) contact).remove(ours));
    return Json.write(content);
  }

  /** Returns the same event with these names in other letters, and with these values. */
  private static ObjectNode respelled(ObjectNode entry, Map<String, String> spelling)
      throws Exception {
    ObjectNode detail = (ObjectNode) Json.read(entry.path("Detail").asText());
    spelling.forEach(
        (name, value) -> {
          String usual = name.equalsIgnoreCase("eventType") ? "eventType" : "instanceArn";
          JsonNode before = detail.remove(usual);
          detail.put(name, value.isEmpty() ? before.asText() : value);
        });
    return entry.put("Detail", Json.write(detail));
  }
}
