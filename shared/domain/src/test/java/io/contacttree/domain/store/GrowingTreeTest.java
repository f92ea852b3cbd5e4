package io.contacttree.domain.store;

import static io.contacttree.domain.tree.DrawnTree.id;
import static io.contacttree.domain.tree.DrawnTree.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.TreeContact;
import io.contacttree.domain.tree.TreeState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrowingTreeTest {
  private final StoredTree next = DrawnTree.of("a @0\n├─ b @1\n└─ c @2\n").stored(4);

  @Test
  void someOfTheContacts_areATreeOfTheirOwnThatIsNotFinished() {
    GrowingTree growing = new GrowingTree(next, Optional.empty(), Set.of());

    growing.add(List.of(id("a"), id("b")));

    StoredTree some = growing.at(7);
    ContactTree derived =
        DrawnTree.ASSEMBLER.assemble(some.known(), 7, next.document().writtenAt());
    assertThat(some.document()).isEqualTo(derived.with(7, TreeState.SETTLING));
    assertThat(some.known().contacts()).containsOnlyKeys(id("a"), id("b"));
    assertThat(some.document().facts().contactCount()).isEqualTo(2);
    assertThat(next.known().merge(some.known())).isEqualTo(next.known());
  }

  @Test
  void newMemberAClaimIsAbout_isShownButNotKnownFromTheListThatShowsItsEnd() {
    GrowingTree growing = new GrowingTree(next, Optional.empty(), ids("a"));

    growing.add(List.of(id("a"), id("b")));

    StoredTree some = growing.at(4);
    assertThat(some.known().contact(id("a")).orElseThrow().isListedAsEnded()).isFalse();
    assertThat(some.known().listedOrAskedAt(id("a"))).isEmpty();
    assertThat(some.document().contacts().getFirst())
        .isEqualTo(next.document().contacts().getFirst());
    assertThat(some.known().contact(id("b"))).isEqualTo(next.known().contact(id("b")));
    assertThat(next.known().merge(some.known())).isEqualTo(next.known());
  }

  @Test
  void openMember_keepsTheTreeOpenFromWhenItIsAdded() {
    StoredTree open = DrawnTree.of("a @0\n└─ b open\n").stored(1);
    GrowingTree growing = new GrowingTree(open, Optional.empty(), Set.of());

    growing.add(List.of(id("a")));
    assertThat(growing.at(1).document().state()).isEqualTo(TreeState.SETTLING);
    growing.add(List.of(id("b")));

    assertThat(growing.at(2).document().state()).isEqualTo(TreeState.OPEN);
  }

  @Test
  void storedMembers_stayAsTheyAreUntilTheyAreAdded() {
    StoredTree before = DrawnTree.of("a @0\n└─ b open\n").stored(3);
    GrowingTree growing = new GrowingTree(next, Optional.of(before), Set.of());

    growing.add(List.of(id("c")));

    StoredTree some = growing.at(4);
    assertThat(some.document().contacts().subList(0, 2)).isEqualTo(before.document().contacts());
    assertThat(some.known().contact(id("b"))).isEqualTo(before.known().contact(id("b")));
    assertThat(some.document().facts().contactCount()).isEqualTo(3);
    growing.add(List.of(id("b")));
    assertThat(growing.at(5).known().contact(id("b"))).isEqualTo(next.known().contact(id("b")));
  }

  @Test
  void storedMemberAClaimIsAbout_movesToItsPlaceAndStaysWhatItIs() {
    StoredTree before = DrawnTree.of("a @0\n└─ c open\n").stored(3);
    StoredTree below = DrawnTree.of("a @0\n└─ b @1\n   └─ c @2\n").stored(4);
    GrowingTree growing = new GrowingTree(below, Optional.of(before), ids("c"));

    growing.add(List.of(id("b"), id("c")));

    StoredTree some = growing.at(4);
    assertThat(some.known().contact(id("c"))).isEqualTo(before.known().contact(id("c")));
    TreeContact moved = some.document().contacts().get(1);
    assertThat(moved.parent()).contains(id("b"));
    assertThat(moved.depth()).isEqualTo(2);
    assertThat(moved.facts()).isEqualTo(before.document().contacts().get(1).facts());
  }

  @Test
  void storedTreeAgain_saysTheSameAndIsNotFinished() {
    StoredTree again = GrowingTree.again(next, 5, DrawnTree.WRITTEN_AT.plusSeconds(1));

    assertThat(again.known()).isEqualTo(next.known());
    assertThat(again.revision()).isEqualTo(5);
    assertThat(again.document().writtenAt()).isEqualTo(DrawnTree.WRITTEN_AT.plusSeconds(1));
    assertThat(again.document().state()).isEqualTo(TreeState.SETTLING);
    assertThat(again.document().contacts()).isEqualTo(next.document().contacts());
  }
}
