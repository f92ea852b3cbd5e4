package io.contacttree.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults between Amazon Connect, the queue and the table, on the built stack; numbered as in
 * docs/fault-cases.md.
 */
final class FaultCasesIT {
  private static final String LIST = "ListAssociatedContacts";
  private static final String REFERENCES = "ListContactReferences";

  @TempDir static Path directory;
  private static FaultStack stack;

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
    stack.fault("OK");
    stack.idle();
  }

  @Test
  void case01_sameEventTwice_oneListOneReadOneDocument() throws Exception {
    FaultScenario one = FaultScenario.of("case-01").chain(1);
    stack.load(one);
    stack.put(one.ended("c0"));
    stack.idle();
    String before = stack.tree("case-01", "c0").toString();
    stack.put(one.ended("c0"), one.ended("c0"));
    stack.idle();
    assertThat(stack.tree("case-01", "c0").toString()).isEqualTo(before);
    assertThat(stack.calls(LIST, "case-01")).hasSize(1);
    assertThat(stack.calls(REFERENCES, "case-01")).hasSize(1);
  }

  @Test
  void case05_throttledOnPageTwo_wholeTreeInTheEnd() throws Exception {
    FaultScenario chain = FaultScenario.of("case-05").chain(150);
    stack.load(chain);
    stack.quirks(
        """
        {"errors":[{"api":"ListAssociatedContacts","page":2,"status":429,"type":"ThrottlingException","times":2}]}
        """);
    stack.put(chain.ended("c0"));
    stack.idle();
    assertWhole("case-05", 150);
  }

  @Test
  void case07_serviceErrorAndConnectionReset_wholeTreeInTheEnd() throws Exception {
    FaultScenario chain = FaultScenario.of("case-07").chain(3);
    stack.load(chain);
    stack.quirks(
        """
        {"errors":[{"api":"ListAssociatedContacts","status":500,"type":"InternalServiceException","times":4},
                   {"api":"ListContactReferences","status":0,"times":2}]}
        """);
    stack.put(chain.ended("c1"));
    stack.idle();
    assertWhole("case-07", 3);
  }

  @Test
  void case08_writeAppliedButItsAnswerLost_storedOnce() throws Exception {
    FaultScenario one = FaultScenario.of("case-08").chain(1);
    stack.load(one);
    // Before the references are read, the next write would be that of a lease. The first attempt
    // shows that the read has begun, the second one keeps it going.
    stack.quirks(
        """
        {"latency_ms":{"ListContactReferences":1500},
         "errors":[{"api":"ListContactReferences","status":500,"type":"InternalServiceException","times":1}]}
        """);
    stack.put(one.ended("c0"));
    stack.awaitCall(REFERENCES, "case-08");
    stack.fault("DROP_RESPONSE");
    stack.idle();
    assertWhole("case-08", 1);
    assertThat(stack.tree("case-08", "c0").path("revision").asInt()).isEqualTo(1);
    assertThat(stack.calls(LIST, "case-08")).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void case11_tenMessagesOfOneTree_oneListAndOneReadEach() throws Exception {
    FaultScenario chain = FaultScenario.of("case-11").chain(10);
    stack.load(chain);
    stack.put(ends(chain, 10));
    stack.idle();
    assertWhole("case-11", 10);
    assertThat(stack.calls(LIST, "case-11")).hasSize(1);
    assertThat(stack.calls(REFERENCES, "case-11")).hasSize(10);
  }

  @Test
  void case12_poisonAmongTen_nineStoredOneDead() throws Exception {
    FaultScenario chain = FaultScenario.of("case-12").chain(9);
    stack.load(chain);
    int dead = stack.dead();
    stack.send("{not json");
    stack.put(ends(chain, 9));
    stack.idle();
    assertWhole("case-12", 9);
    assertThat(stack.dead()).isEqualTo(dead + 1);
  }

  @Test
  void case13_malformedBodies_deadWithoutAnyCall() throws Exception {
    int dead = stack.dead();
    int calls = stack.allCalls();
    stack.send("[1,2,3]");
    stack.send("\"text\"");
    stack.send("{\"source\":\"aws.connect\",\"detail-type\":\"Amazon Connect Contact Event\"}");
    stack.send("x".repeat(200_000));
    stack.send(
        "\uFEFF"
            + message(FaultScenario.of("case-13").chain(1), "DISCONNECTED", "c0", "aws.connect"));
    stack.idle();
    assertThat(stack.dead()).isEqualTo(dead + 5);
    assertThat(stack.allCalls()).isEqualTo(calls);
  }

  @Test
  void case14_eventsThatAreNotOurs_acknowledgedWithoutAnyCall() throws Exception {
    FaultScenario one = FaultScenario.of("case-14").chain(1);
    stack.load(one);
    int dead = stack.dead();
    stack.send(message(one, "INITIATED", "c0", "aws.connect"));
    stack.send(message(one, "DISCONNECTED", "c0", "aws.other"));
    stack.put(one.event("QUEUED", "c0"));
    stack.idle();
    assertThat(stack.dead()).isEqualTo(dead);
    assertThat(stack.calls(LIST, "case-14")).isEmpty();
    assertThat(stack.treeStatus("case-14", "c0")).isEqualTo(404);
  }

  @Test
  void case15_unknownKindsAndValues_keptAsSent() throws Exception {
    FaultScenario one = FaultScenario.of("case-15").chain(1);
    stack.load(one);
    stack.quirks(
        """
        {"unknown":{"channel":"HOLOGRAM","initiation_method":"TELEPATHY",
                    "reference":{"HoloGram":{"Name":"n","Value":"v"}}}}
        """);
    stack.put(one.ended("c0"));
    stack.idle();
    JsonNode tree = stack.tree("case-15", "c0");
    assertThat(tree.at("/contacts/0/channel").asText()).isEqualTo("HOLOGRAM");
    assertThat(tree.at("/contacts/0/references/0/type").asText()).isEqualTo("HOLO_GRAM");
    assertThat(tree.at("/defects/0/code").asText()).isEqualTo("unknown_value");
  }

  @Test
  void case16_idsThatCannotBe_deadWithoutAnyCall() throws Exception {
    FaultScenario nobody = FaultScenario.of("case-16");
    int dead = stack.dead();
    for (String id : new String[] {"", "a".repeat(257), "../c0", "ünï"}) {
      stack.send(message(nobody, "DISCONNECTED", id, "aws.connect"));
    }
    stack.idle();
    assertThat(stack.dead()).isEqualTo(dead + 4);
    assertThat(stack.calls(LIST, "case-16")).isEmpty();
  }

  @Test
  void case17_contactUnknownToTheService_keptFromItsEventThenGone() throws Exception {
    FaultScenario nobody = FaultScenario.of("case-17").contact("other", "");
    stack.load(nobody);
    stack.put(nobody.ended("new"));
    stack.idle();
    JsonNode tree = stack.tree("case-17", "new");
    assertThat(tree.get("state").asText()).isEqualTo("PARTIAL");
    assertThat(tree.at("/contacts/0/references_state").asText()).isEqualTo("GONE");
  }

  @Test
  void case18_referencesOfOneMemberRefused_treeStoredAndTheMemberSaysSo() throws Exception {
    FaultScenario chain = FaultScenario.of("case-18").chain(2);
    stack.load(chain);
    stack.quirks(
        """
        {"errors":[{"api":"ListContactReferences","contact_id":"c1","status":403,"type":"AccessDeniedException"}]}
        """);
    stack.put(chain.ended("c0"));
    stack.idle();
    JsonNode tree = stack.tree("case-18", "c1");
    assertThat(tree.get("state").asText()).isEqualTo("PARTIAL");
    assertThat(tree.at("/contacts/0/references_state").asText()).isEqualTo("FETCHED");
    assertThat(tree.at("/contacts/1/references_reason").asText()).isEqualTo("REFUSED");
  }

  @Test
  void case19_listLeavesTheContactOut_storedFromItsEventAndHealed() throws Exception {
    FaultScenario two = FaultScenario.of("case-19").contact("c0", "").contact("c1", "c0");
    stack.load(two);
    stack.quirks("{\"list\":{\"self\":false}}");
    // Nothing but a list tells what the channel of c1 is and when it began.
    stack.put(two.told("c1", "previousContactId", "c0"));
    stack.idle();
    assertWhole("case-19", 2);
    assertThat(stack.tree("case-19", "c1").at("/contacts/1/channel").asText()).isEqualTo("VOICE");
    assertThat(stack.calls(LIST, "case-19")).hasSize(2);
  }

  @Test
  void case20_manyPagesAndARepeatedToken_allReadOnce() throws Exception {
    for (int size : new int[] {100, 101, 250}) {
      String instance = "case-20-" + size;
      FaultScenario chain = FaultScenario.of(instance).chain(size);
      stack.load(chain);
      stack.put(chain.ended("c7"));
      stack.idle();
      assertWhole(instance, size);
      assertThat(stack.calls(LIST, instance)).hasSize((size + 99) / 100);
    }
    FaultScenario loop = FaultScenario.of("case-20-loop").chain(101);
    stack.load(loop);
    stack.quirks("{\"list\":{\"end_token\":\"REPEAT\"}}");
    stack.put(loop.ended("c0"));
    stack.idle();
    assertThat(stack.tree("case-20-loop", "c0").get("contact_count").asInt()).isEqualTo(101);
    assertThat(stack.tree("case-20-loop", "c0").at("/defects/0/code").asText())
        .isEqualTo("token_loop");
  }

  @Test
  void case22_branchesKnownApartThenLinked_oneDocumentForEveryId() throws Exception {
    FaultScenario apart = FaultScenario.of("case-22").contact("a", "").contact("c", "");
    stack.load(apart);
    stack.put(apart.ended("a"), apart.ended("c"));
    stack.idle();
    FaultScenario linked =
        FaultScenario.of("case-22").contact("a", "").contact("b", "a").contact("c", "b");
    stack.load(linked);
    stack.put(linked.ended("b"));
    stack.idle();
    JsonNode tree = stack.tree("case-22", "a");
    assertThat(tree.get("contact_count").asInt()).isEqualTo(3);
    assertThat(stack.tree("case-22", "b")).isEqualTo(tree);
    assertThat(stack.tree("case-22", "c")).isEqualTo(tree);
  }

  @Test
  void case23_sixtyGreatestReferencesOnOneContact_allKept() throws Exception {
    FaultScenario one = FaultScenario.of("case-23").contact("c0", "");
    for (int i = 0; i < 60; i++) {
      one.reference("String", "n%02d".formatted(i) + "😀".repeat(2_040), "😀".repeat(2_048));
    }
    stack.load(one);
    stack.put(one.ended("c0"));
    stack.idle();
    assertThat(stack.tree("case-23", "c0").get("reference_count").asInt()).isEqualTo(60);
  }

  @Test
  void case24_thousandMembers_allInOneDocument() throws Exception {
    FaultScenario chain = FaultScenario.of("case-24").chain(1_000);
    stack.load(chain);
    stack.put(chain.ended("c0"));
    stack.idle();
    assertWhole("case-24", 1_000);
    assertThat(stack.treeStatus("case-24", "c999")).isEqualTo(200);
  }

  @Test
  void case25_tableDownForAMoment_healsByItself() throws Exception {
    FaultScenario one = FaultScenario.of("case-25").chain(1);
    stack.load(one);
    stack.put(one.ended("c0"));
    stack.fault("DOWN");
    assertThat(stack.treeStatus("case-25", "c0")).isEqualTo(503);
    stack.fault("OK");
    stack.idle();
    assertWhole("case-25", 1);
  }

  @Test
  void case29_eventsAfterErasure_nothingComesBack() throws Exception {
    FaultScenario chain = FaultScenario.of("case-29").chain(3);
    stack.load(chain);
    stack.put(ends(chain, 3));
    stack.idle();
    int dead = stack.dead();
    assertThat(stack.delete("case-29", "c1", "").statusCode()).isEqualTo(200);
    stack.put(ends(chain, 3));
    stack.put(chain.event("COMPLETED", "c1"), chain.ended("c1"));
    stack.idle();
    assertThat(stack.treeStatus("case-29", "c1")).isEqualTo(410);
    assertThat(stack.tree("case-29", "c2").get("contacts").findValuesAsText("contact_id"))
        .containsExactly("c0", "c2");
    assertThat(stack.dead()).isEqualTo(dead);
  }

  private static void assertWhole(String instance, int contacts) throws Exception {
    JsonNode tree = stack.tree(instance, "c0");
    assertThat(tree.get("state").asText()).isEqualTo("COMPLETE");
    assertThat(tree.get("contact_count").asInt()).isEqualTo(contacts);
  }

  private static ObjectNode[] ends(FaultScenario scenario, int contacts) {
    return IntStream.range(0, contacts)
        .mapToObj(i -> scenario.ended("c" + i))
        .toArray(ObjectNode[]::new);
  }

  private static String message(FaultScenario scenario, String type, String id, String source) {
    return """
        {"source":"%s","detail-type":"Amazon Connect Contact Event","time":"2026-03-02T12:00:00Z",
         "detail":{"eventType":"%s","contactId":"%s",
                   "instanceArn":"arn:aws:connect:us-east-1:123456789012:instance/%s"}}
        """
        .formatted(source, type, id, scenario.instance());
  }
}
