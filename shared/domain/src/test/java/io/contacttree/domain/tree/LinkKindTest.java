package io.contacttree.domain.tree;

import static io.contacttree.domain.tree.Members.contact;
import static io.contacttree.domain.tree.Members.timeless;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinkKindTest {

  /** Draws a tree with the kind of each link behind the contact. */
  private static String kinds(Members... members) {
    ContactTree tree = Members.tree(Members.known(members));
    Map<ContactId, TreeContact> byId = new HashMap<>();
    tree.contacts().forEach(contact -> byId.put(contact.id(), contact));
    StringBuilder drawing = new StringBuilder();
    for (TreeContact contact : tree.contacts()) {
      drawing.append("  ".repeat(contact.depth())).append(contact.id());
      contact
          .parent()
          .map(byId::get)
          .ifPresent(parent -> drawing.append(' ').append(LinkKind.of(contact, parent).text()));
      drawing.append('\n');
    }
    return drawing.toString();
  }

  /** A contact that began and ended so many minutes after ten. */
  private static Members during(String id, int begun, int ended, String method) {
    return timeless(id).began(begun).ended(ended).with(Fact.INITIATION_METHOD, method);
  }

  private static Members open(String id, int begun, String method) {
    return timeless(id).began(begun).with(Fact.INITIATION_METHOD, method);
  }

  private static String kind(Members parent, Members child) {
    return kinds(parent, child).lines().skip(1).findFirst().orElseThrow().strip().substring(2);
  }

  @ParameterizedTest
  @CsvSource({
    "AGENT_REPLY, reply",
    "MONITOR, monitor",
    "CALLBACK, callback",
    "DISCONNECT, disconnect_flow",
    "EXTERNAL_OUTBOUND, external",
    "QUEUE_TRANSFER, queue_transfer",
    "TRANSFER, transfer",
    "API, follow_up",
    "INBOUND, follow_up",
    "whatever else, follow_up"
  })
  void methodOfAContactThatFollows_tellsTheKind(String method, String kind) {
    assertThat(kind(during("A", 0, 10, "INBOUND"), during("B", 10, 20, method).previous("A")))
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "AGENT_REPLY, reply",
    "MONITOR, monitor",
    "CALLBACK, callback",
    "DISCONNECT, disconnect_flow",
    "EXTERNAL_OUTBOUND, external",
    "QUEUE_TRANSFER, queue_transfer",
    "TRANSFER, transfer",
    "API, related",
  })
  void relatedContactWithin_isNeverALeg(String method, String kind) {
    assertThat(kind(during("A", 0, 10, "INBOUND"), during("B", 2, 4, method).related("A")))
        .isEqualTo(kind);
  }

  @Test
  void journey_hasTheKindsOfTheRules() {
    assertThat(
            kinds(
                contact("A", 0),
                during("B", 2, 4, "TRANSFER").previous("A"),
                during("C", 9, 30, "TRANSFER").previous("A"),
                during("D", 12, 20, "EXTERNAL_OUTBOUND").initial("A").previous("C"),
                during("E", 30, 31, "DISCONNECT").previous("C"),
                during("F", 40, 50, "API").related("C"),
                during("G", 60, 70, "QUEUE_TRANSFER").previous("F"),
                during("H", 80, 90, "AGENT_REPLY").previous("gone")))
        .isEqualTo(
            """
            A
              B leg
              C transfer
                D leg
                E disconnect_flow
                F related
                  G queue_transfer
              H orphan
            """);
  }

  @ParameterizedTest
  @CsvSource({
    // began, ended, of a parent from 0 to 10
    "2, 9, leg",
    "0, 0, leg",
    "9, 10, transfer",
    "2, 10, transfer",
    "2, 11, transfer",
    "10, 10, transfer",
    "10, 9, transfer",
    "11, 12, transfer"
  })
  void leg_beganAndEndedBeforeItsParentsEnd(int began, int ended, String kind) {
    assertThat(
            kind(
                during("A", 0, 10, "INBOUND"), during("B", began, ended, "TRANSFER").previous("A")))
        .isEqualTo(kind);
    assertThat(
            kind(during("A", 0, 10, "INBOUND"), during("B", began, ended, "TRANSFER").initial("A")))
        .isEqualTo(kind);
  }

  @Test
  void openParent_endsAfterEverything() {
    assertThat(kind(open("A", 0, "INBOUND"), during("B", 2, 9, "TRANSFER").previous("A")))
        .isEqualTo("leg");
    assertThat(kind(open("A", 0, "INBOUND"), during("B", 2, 9, "EXTERNAL_OUTBOUND").previous("A")))
        .isEqualTo("leg");
    assertThat(kind(open("A", 0, "INBOUND"), open("B", 2, "TRANSFER").previous("A")))
        .isEqualTo("transfer");
  }

  @Test
  void openChild_isNoLeg() {
    assertThat(kind(during("A", 0, 10, "INBOUND"), open("B", 2, "TRANSFER").previous("A")))
        .isEqualTo("transfer");
    assertThat(kind(during("A", 0, 10, "INBOUND"), open("B", 2, "EXTERNAL_OUTBOUND").previous("A")))
        .isEqualTo("external");
  }

  @Test
  void childWithoutBeginning_isNoLeg() {
    assertThat(
            kind(
                during("A", 0, 10, "INBOUND"),
                timeless("B").ended(4).with(Fact.INITIATION_METHOD, "TRANSFER").previous("A")))
        .isEqualTo("transfer");
  }

  @Test
  void orphan_isOneWhateverItsMethod() {
    assertThat(kinds(contact("A", 0), during("B", 1, 2, "CALLBACK").previous("gone")))
        .isEqualTo("A\n  B orphan\n");
  }
}
