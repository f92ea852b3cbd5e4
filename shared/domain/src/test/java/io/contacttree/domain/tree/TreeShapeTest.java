package io.contacttree.domain.tree;

import static io.contacttree.domain.tree.Members.contact;
import static io.contacttree.domain.tree.Members.defects;
import static io.contacttree.domain.tree.Members.drawing;
import static io.contacttree.domain.tree.Members.timeless;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.KnownContact;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TreeShapeTest {

  @Test
  void chainOfTransfers_hangsEachOnThePreviousOne() {
    assertThat(
            drawing(
                contact("A", 0),
                contact("C", 2).initial("A").previous("B"),
                contact("B", 1).initial("A").previous("A")))
        .isEqualTo(
            """
            A
            └─ B
               └─ C
            """);
  }

  @Test
  void fanOut_ordersChildrenByInitiationThenId() {
    assertThat(
            drawing(
                contact("A", 0),
                contact("Z", 1).previous("A"),
                contact("C", 2).previous("A"),
                contact("B", 2).previous("A"),
                timeless("D").ended(9).previous("A")))
        .isEqualTo(
            """
            A
            ├─ Z
            ├─ B
            ├─ C
            └─ D
            """);
  }

  @Test
  void severalCandidates_previousBeforeRelatedBeforeInitial() {
    assertThat(
            drawing(
                contact("A", 0),
                contact("B", 1).related("A"),
                contact("C", 2).initial("A").related("B"),
                contact("D", 3).initial("A").related("B").previous("C"),
                contact("E", 4).initial("A").previous("gone")))
        .isEqualTo(
            """
            A
            ├─ B related
            │  └─ C related
            │     └─ D
            └─ E initial
            """);
  }

  @Test
  void ownIdAsCandidate_doesNotCount() {
    assertThat(drawing(contact("A", 0).previous("A").initial("A"))).isEqualTo("A\n");
  }

  @Test
  void noCandidateIsMember_orphanHangsOnTheRoot() {
    Members[] members = {contact("A", 0), contact("B", 1).previous("gone")};
    assertThat(drawing(members))
        .isEqualTo(
            """
            A
            └─ B orphan
            """);
    assertThat(defects(members)).isEqualTo("orphan B\n");
  }

  @Test
  void onlyOrphans_theEarliestIsTheRootAndNoDefect() {
    Members[] members = {
      contact("B", 1).previous("gone"),
      contact("A", 2).previous("gone"),
      timeless("C").previous("gone")
    };
    assertThat(drawing(members))
        .isEqualTo(
            """
            B orphan
            ├─ A orphan
            └─ C orphan open
            """);
    assertThat(defects(members)).isEqualTo("orphan A\norphan C\n");
  }

  @Test
  void severalRoots_keepDepthZeroEachBeforeItsOwnChildren() {
    Members[] members = {
      contact("B", 1), contact("A", 3).previous("B"), contact("R", 2), contact("S", 4).previous("R")
    };
    assertThat(drawing(members))
        .isEqualTo(
            """
            B
            └─ A
            R
            └─ S
            """);
    assertThat(defects(members)).isEqualTo("several_roots R\n");
  }

  @Test
  void ringBesideARoot_itsEarliestHangsOnTheRoot() {
    Members[] members = {
      contact("A", 9),
      contact("X", 3).previous("Z"),
      contact("Y", 2).previous("X"),
      contact("Z", 1).previous("Y"),
      contact("W", 0).previous("X")
    };
    assertThat(drawing(members))
        .isEqualTo(
            """
            A
            └─ Z orphan
               └─ X
                  ├─ W
                  └─ Y
            """);
    assertThat(defects(members)).isEqualTo("cycle Z\norphan Z\n");
  }

  @Test
  void ringAlone_itsEarliestIsTheRoot() {
    Members[] members = {contact("A", 2).previous("B"), contact("B", 1).previous("A")};
    assertThat(drawing(members))
        .isEqualTo(
            """
            B orphan
            └─ A
            """);
    assertThat(defects(members)).isEqualTo("cycle B\n");
  }

  @Test
  void severalRings_eachIsCutOnce() {
    assertThat(
            defects(
                contact("A", 1).previous("B"),
                contact("B", 2).previous("A"),
                contact("C", 3).previous("D"),
                contact("D", 4).previous("C")))
        .isEqualTo("cycle A\ncycle C\norphan C\n");
  }

  @Test
  void chainOfTenThousand_needsNoStack() {
    Members[] chain =
        IntStream.range(0, 10_000)
            .mapToObj(i -> i == 0 ? contact("c0", 0) : contact("c" + i, i).previous("c" + (i - 1)))
            .toArray(Members[]::new);
    KnownTree known = KnownTree.empty(Members.INSTANCE);
    Map<ContactId, KnownContact> contacts = new HashMap<>();
    for (Members member : chain) {
      contacts.put(member.listed().id(), member.listed());
    }
    ContactTree tree = Members.tree(known.withContacts(contacts));
    assertThat(tree.facts().depth()).isEqualTo(9_999);
    assertThat(tree.contacts()).hasSize(10_000);
    assertThat(tree.defects()).isEmpty();
  }
}
