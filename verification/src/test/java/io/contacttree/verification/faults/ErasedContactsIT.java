package io.contacttree.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.http.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DELETE of a contact answers and leaves behind, on the built stack. */
final class ErasedContactsIT {
  @TempDir static Path directory;
  private static FaultStack stack;

  @BeforeAll
  static void start() throws Exception {
    stack = FaultStack.start(directory);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void healthy() throws Exception {
    stack.fault("OK");
    stack.quirks("{}");
    stack.idle();
  }

  @Test
  void member_isErasedAndEveryOtherIdAnswersTheRest() throws Exception {
    built("erase-member", 3);

    HttpResponse<String> answer = stack.delete("erase-member", "c1", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode erased = Json.read(answer.body());
    assertThat(erased.get("dry_run").asBoolean()).isFalse();
    assertThat(texts(erased.get("erased"))).containsExactly("c1");
    assertThat(texts(erased.get("already_erased"))).isEmpty();
    assertThat(stack.treeStatus("erase-member", "c1")).isEqualTo(410);
    for (String other : List.of("c0", "c2")) {
      JsonNode tree = stack.tree("erase-member", other);
      assertThat(contacts(tree)).containsExactly("c0", "c2");
      assertThat(tree.get("defects").toString())
          .contains("{\"code\":\"erased\",\"contact_id\":\"c1\"}")
          .doesNotContain("missing_parent");
    }
    assertThat(stack.items("erase-member")).noneMatch(item -> item.contains("secret-of-c1"));
    assertThat(stack.items("erase-member")).anyMatch(item -> item.contains("secret-of-c2"));
  }

  @Test
  void copies_areNamedWithTheirEnd() throws Exception {
    JsonNode erased = Json.read(stack.delete("erase-copies", "nobody", "").body());

    assertThat(erased.get("copies").findValuesAsText("where"))
        .containsExactly(
            "point_in_time_recovery",
            "exports",
            "contact_dead_letters",
            "rule_dead_letters",
            "change_archive",
            "logs");
    assertThat(erased.get("copies").findValuesAsText("until"))
        .allMatch(until -> until.matches("2.*T.*\\.\\d{3}Z"));
  }

  @Test
  void dryRun_saysTheSameAndErasesNothing() throws Exception {
    built("erase-dry", 2);

    JsonNode answer = Json.read(stack.delete("erase-dry", "c0", "?scope=tree&dry_run=true").body());

    assertThat(answer.get("dry_run").asBoolean()).isTrue();
    assertThat(texts(answer.get("erased"))).containsExactly("c0", "c1");
    assertThat(contacts(stack.tree("erase-dry", "c0"))).containsExactly("c0", "c1");
  }

  @Test
  void root_treeMovesToTheRest() throws Exception {
    built("erase-root", 3);

    assertThat(stack.delete("erase-root", "c0", "").statusCode()).isEqualTo(200);

    assertThat(stack.treeStatus("erase-root", "c0")).isEqualTo(410);
    JsonNode tree = stack.tree("erase-root", "c2");
    assertThat(tree.get("tree_id").asText()).isEqualTo("c1");
    assertThat(contacts(tree)).containsExactly("c1", "c2");
  }

  @Test
  void wholeTree_leavesNoTreeAndNoValue() throws Exception {
    built("erase-tree", 4);

    JsonNode answer = Json.read(stack.delete("erase-tree", "c2", "?scope=tree").body());

    assertThat(texts(answer.get("erased"))).containsExactly("c0", "c1", "c2", "c3");
    for (String member : List.of("c0", "c1", "c2", "c3")) {
      assertThat(stack.treeStatus("erase-tree", member)).isEqualTo(410);
    }
    assertThat(stack.items("erase-tree"))
        .hasSize(4)
        .allMatch(item -> item.contains("TOMBSTONE"))
        .noneMatch(item -> item.contains("secret-of") || item.contains("expires_at"));
  }

  @Test
  void erasedAgain_saysSoAndChangesNothing() throws Exception {
    built("erase-again", 2);
    stack.delete("erase-again", "c1", "");
    List<String> before = stack.items("erase-again");

    JsonNode answer = Json.read(stack.delete("erase-again", "c1", "?scope=contact").body());

    assertThat(texts(answer.get("erased"))).isEmpty();
    assertThat(texts(answer.get("already_erased"))).containsExactly("c1");
    assertThat(stack.items("erase-again")).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void contactNobodyKnows_isErasedBeforeItsEventComes() throws Exception {
    FaultScenario chain = secret(FaultScenario.of("erase-unknown"), 1);
    stack.load(chain);

    JsonNode answer = Json.read(stack.delete("erase-unknown", "c0", "").body());
    stack.put(chain.ended("c0"));
    stack.idle();

    assertThat(texts(answer.get("erased"))).containsExactly("c0");
    assertThat(stack.treeStatus("erase-unknown", "c0")).isEqualTo(410);
    assertThat(stack.items("erase-unknown")).hasSize(1);
    assertThat(stack.calls("ListAssociatedContacts", "erase-unknown")).isEmpty();
  }

  @Test
  void eventsReplayedAndRefreshes_bringNothingBack() throws Exception {
    FaultScenario chain = built("erase-replay", 3);
    stack.delete("erase-replay", "c1", "");

    stack.put(chain.ended("c0"), chain.ended("c1"), chain.ended("c2"));
    assertThat(stack.refresh("erase-replay", "c1").statusCode()).isEqualTo(410);
    assertThat(stack.refresh("erase-replay", "c0").statusCode()).isIn(200, 202);
    stack.idle();

    assertThat(contacts(stack.tree("erase-replay", "c0"))).containsExactly("c0", "c2");
    assertThat(stack.treeStatus("erase-replay", "c1")).isEqualTo(410);
    assertThat(stack.items("erase-replay")).noneMatch(item -> item.contains("secret-of-c1"));
  }

  @Test
  void deadLetterMovedBackAfterTheErasure_bringsNothingBack() throws Exception {
    FaultScenario chain = secret(FaultScenario.of("erase-redrive"), 2);
    stack.load(chain);
    int dead = stack.dead();
    stack.failLists(Map.of("c1", FaultStack.Failure.FOR_EVER), "{}");
    stack.put(chain.toldWhole("c1"));
    stack.idle();
    assertThat(stack.dead()).isEqualTo(dead + 1);
    stack.quirks("{}");
    assertThat(stack.delete("erase-redrive", "c1", "").statusCode()).isEqualTo(200);

    assertThat(stack.redrive()).isEqualTo(dead + 1);
    stack.put(chain.ended("c0"));
    stack.idle();

    assertThat(stack.dead()).isZero();
    assertThat(stack.treeStatus("erase-redrive", "c1")).isEqualTo(410);
    assertThat(contacts(stack.tree("erase-redrive", "c0"))).containsExactly("c0");
    assertThat(stack.items("erase-redrive"))
        .noneMatch(item -> item.contains("secret-of-c1"))
        .anyMatch(item -> item.contains("secret-of-c0"));
  }

  @Test
  void child_takesTheNextContactThatItNamesAsParent() throws Exception {
    FaultScenario chain = FaultScenario.of("erase-child").chain(3).naming("Initial", "c0");
    stack.load(chain);
    stack.put(chain.ended("c2"));
    stack.idle();
    assertThat(member(stack.tree("erase-child", "c2"), "c2").get("parent_contact_id").asText())
        .isEqualTo("c1");

    stack.delete("erase-child", "c1", "");

    JsonNode child = member(stack.tree("erase-child", "c2"), "c2");
    assertThat(child.get("parent_contact_id").asText()).isEqualTo("c0");
    assertThat(child.get("link").asText()).isEqualTo("INITIAL");
  }

  @Test
  void childWithoutAnotherCandidate_isAnOrphan() throws Exception {
    FaultScenario star =
        FaultScenario.of("erase-orphan").contact("c0", "").contact("c1", "c0").contact("c2", "c0");
    stack.load(star);
    stack.put(star.ended("c0"), star.ended("c1"), star.ended("c2"));
    stack.idle();

    stack.delete("erase-orphan", "c0", "");

    JsonNode tree = stack.tree("erase-orphan", "c2");
    assertThat(tree.get("tree_id").asText()).isEqualTo("c1");
    assertThat(member(tree, "c2").get("link").asText()).isEqualTo("ORPHAN");
    assertThat(member(tree, "c2").get("parent_contact_id").asText()).isEqualTo("c1");
    assertThat(tree.get("defects").toString())
        .contains("{\"code\":\"orphan\",\"contact_id\":\"c2\"}")
        .contains("{\"code\":\"erased\",\"contact_id\":\"c0\"}");
  }

  @Test
  void treeOfWhichNobodyIsLeft_isInNoListAndItsIdsAreErased() throws Exception {
    built("erase-list", 2);
    String list = "/instances/erase-list/trees?from=2026-02-20&to=2026-04-30";
    assertThat(Json.read(stack.get(list).body()).get("trees")).hasSize(1);

    stack.delete("erase-list", "c0", "?scope=tree");

    assertThat(Json.read(stack.get(list).body()).get("trees")).isEmpty();
    JsonNode known =
        Json.read(stack.get("/instances/erase-list/trees?contact_ids=c0,c1,other").body());
    assertThat(texts(known.get("erased"))).containsExactly("c0", "c1");
    assertThat(texts(known.get("unknown"))).containsExactly("other");
    assertThat(known.get("trees")).isEmpty();
  }

  @Test
  void memberOfATree_isCountedThereNoMore() throws Exception {
    built("erase-named", 2);

    stack.delete("erase-named", "c1", "");

    JsonNode known = Json.read(stack.get("/instances/erase-named/trees?contact_ids=c0,c1").body());
    assertThat(texts(known.get("erased"))).containsExactly("c1");
    assertThat(known.at("/trees/0/contact_count").asInt()).isEqualTo(1);
  }

  @Test
  void queueDown_is503AndARepeatErasesAndSettles() throws Exception {
    FaultScenario open =
        FaultScenario.of("erase-no-queue")
            .contact("c0", "", Instant.now().plusSeconds(3600))
            .contact("c1", "c0");
    stack.load(open);
    stack.put(open.ended("c1"));
    stack.idle();
    assertThat(stack.tree("erase-no-queue", "c0").get("state").asText()).isEqualTo("OPEN");

    HttpResponse<String> down = stack.withoutQueue(() -> stack.delete("erase-no-queue", "c1", ""));
    HttpResponse<String> again = stack.delete("erase-no-queue", "c1", "");

    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.headers().firstValue("Retry-After")).isPresent();
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(texts(Json.read(again.body()).get("erased"))).containsExactly("c1");
    stack.idle();
    assertThat(contacts(stack.tree("erase-no-queue", "c0"))).containsExactly("c0");
  }

  @Test
  void queueDown_refreshIs503AndARepeatIsQueued() throws Exception {
    built("refresh-no-queue", 1);

    HttpResponse<String> down = stack.withoutQueue(() -> stack.refresh("refresh-no-queue", "c0"));
    HttpResponse<String> again = stack.refresh("refresh-no-queue", "c0");

    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.headers().firstValue("Retry-After")).isPresent();
    assertThat(again.statusCode()).isEqualTo(202);
  }

  @Test
  void bodyOfMoreThanTenMegabytes_is413AndErasesNothing() throws Exception {
    built("erase-body", 1);
    String path = "/instances/erase-body/contacts/c0";

    HttpResponse<String> large = stack.ask("DELETE", path, new byte[10 * 1024 * 1024 + 1]);

    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(Json.read(large.body()).get("type").asText()).endsWith(":body-too-large");
    assertThat(stack.treeStatus("erase-body", "c0")).isEqualTo(200);
  }

  @Test
  void parametersOfSignedLinks_areIgnored() throws Exception {
    assertThat(stack.delete("erase-signed", "c0", "?X-Amz-Signature=abc&scope=tree").statusCode())
        .isEqualTo(200);
  }

  @Test
  void treeOfAnIdThatStandsForNothing_is404() throws Exception {
    assertThat(stack.treeStatus("erase-wrong", "none")).isEqualTo(404);
  }

  @Test
  void contactThatJoinsAfterTheTreeWasErased_isNotErased() throws Exception {
    FaultScenario chain = built("erase-joined", 2);
    stack.delete("erase-joined", "c0", "?scope=tree");

    stack.load(secret(chain, 1));
    stack.put(chain.ended("c2"));
    stack.idle();

    assertThat(contacts(stack.tree("erase-joined", "c2"))).containsExactly("c2");
    assertThat(stack.treeStatus("erase-joined", "c1")).isEqualTo(410);
    assertThat(stack.items("erase-joined"))
        .noneMatch(item -> item.contains("secret-of-c0") || item.contains("secret-of-c1"));
  }

  @Test
  void whatCannotBeRight_is400AndNamed() throws Exception {
    assertThat(refused("none", "")).isEqualTo("contactId");
    assertThat(refused("00000000-0000-0000-0000-000000000000", "")).isEqualTo("contactId");
    assertThat(refused("c0", "?scope=all")).isEqualTo("scope");
    assertThat(refused("c0", "?scope=")).isEqualTo("scope");
    assertThat(refused("c0", "?dry_run=yes")).isEqualTo("dry_run");
    assertThat(refused("c".repeat(257), "")).isEqualTo("contactId");
    assertThat(refused("c0", "?scope=tree&scope=tree")).isEqualTo("scope");
    assertThat(refused("c0", "?cope=tree")).isEqualTo("cope");
    assertThat(stack.items("erase-wrong")).isEmpty();
  }

  @Test
  void anotherMethod_is405WithDelete() throws Exception {
    HttpResponse<String> answer = stack.get("/instances/erase-method/contacts/c0");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("DELETE");
  }

  @Test
  void tableDown_is503AndARepeatErases() throws Exception {
    built("erase-outage", 2);
    stack.fault("DOWN");

    HttpResponse<String> down = stack.delete("erase-outage", "c1", "");
    stack.fault("OK");
    HttpResponse<String> again = stack.delete("erase-outage", "c1", "");

    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.headers().firstValue("Retry-After")).isPresent();
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(stack.treeStatus("erase-outage", "c1")).isEqualTo(410);
  }

  @Test
  void erasure_leavesALineOfTheAudit() throws Exception {
    stack.delete("erase-audit", "somebody", "?scope=tree");

    List<JsonNode> lines = new ArrayList<>();
    for (String line : stack.logged()) {
      if (line.contains("\"audit\":\"erase\"") && line.contains("erase-audit")) {
        lines.add(Json.read(line));
      }
    }
    assertThat(lines).hasSize(1);
    JsonNode line = lines.getFirst();
    assertThat(line.get("contact_id").asText()).isEqualTo("somebody");
    assertThat(line.get("scope").asText()).isEqualTo("tree");
    assertThat(line.get("erased").asInt()).isEqualTo(1);
    assertThat(line.get("dry_run").asBoolean()).isFalse();
    assertThat(line.has("caller") && line.has("timestamp")).isTrue();
  }

  private static FaultScenario built(String instance, int contacts) throws Exception {
    FaultScenario chain = secret(FaultScenario.of(instance), contacts);
    stack.load(chain);
    for (int number = 0; number < contacts; number++) {
      stack.put(chain.ended("c" + number));
    }
    stack.idle();
    assertThat(contacts(stack.tree(instance, "c0"))).hasSize(contacts);
    return chain;
  }

  /** Adds contacts to a chain, each with a reference that nobody else has. */
  private static FaultScenario secret(FaultScenario chain, int more) {
    int first = chain.contacts().size();
    for (int number = first; number < first + more; number++) {
      chain
          .contact("c" + number, number == 0 ? "" : "c" + (number - 1))
          .reference("String", "note", "secret-of-c" + number);
    }
    return chain;
  }

  private static String refused(String contact, String query) throws Exception {
    HttpResponse<String> answer = stack.delete("erase-wrong", contact, query);
    assertThat(answer.statusCode()).isEqualTo(400);
    return Json.read(answer.body()).at("/errors/0/field").asText();
  }

  private static JsonNode member(JsonNode tree, String contact) {
    for (JsonNode member : tree.get("contacts")) {
      if (member.get("contact_id").asText().equals(contact)) {
        return member;
      }
    }
    throw new IllegalArgumentException(contact + " is no member");
  }

  private static List<String> contacts(JsonNode tree) {
    return tree.get("contacts").findValuesAsText("contact_id");
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
