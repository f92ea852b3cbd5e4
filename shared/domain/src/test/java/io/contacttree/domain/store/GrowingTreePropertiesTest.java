package io.contacttree.domain.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.Defect;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.RandomTrees;
import io.contacttree.domain.tree.TreeContact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Whatever a tree grows from, in whatever steps: what stands on the way is true. */
@Domain(RandomTrees.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class GrowingTreePropertiesTest {
  @Property
  void eachRevisionOnTheWay_saysNothingThatTheLastDoesNot(
      @ForAll KnownTree before, @ForAll KnownTree more, @ForAll Random random) {
    KnownTree all = before.merge(more);
    Assume.that(!all.contacts().isEmpty());
    StoredTree next = DrawnTree.stored(all, 2);
    Set<ContactId> claimed = some(all.contacts().keySet(), random);
    GrowingTree growing = new GrowingTree(next, base(before, next), claimed);
    List<ContactId> open = inOrder(next.document());
    all.lists().keySet().stream().filter(id -> !open.contains(id)).forEach(open::add);
    all.erased().forEach(open::add);

    while (!open.isEmpty()) {
      growing.add(next(open, random));

      StoredTree some = growing.at(3);
      assertThat(all.merge(some.known())).isEqualTo(all);
      assertThat(some.document().facts().contactCount())
          .isEqualTo(some.document().contacts().size());
      assertThat(some.document().contacts().stream().map(TreeContact::id))
          .containsExactlyInAnyOrderElementsOf(some.known().contacts().keySet());
      assertThat(some.document().inOrder().contacts()).hasSameSizeAs(some.document().contacts());
    }
  }

  @Property
  void newTree_isOnTheWayAsItWouldBeDerived(
      @ForAll RandomTrees.Graph graph, @ForAll Random random) {
    StoredTree next = DrawnTree.stored(graph.known(), 1);
    // Before a loop is closed, there is none to be cut.
    Assume.that(
        next.document().defects().stream().noneMatch(defect -> defect.code() == Defect.Code.CYCLE));
    GrowingTree growing = new GrowingTree(next, Optional.empty(), Set.of());
    List<ContactId> open = inOrder(next.document());

    while (!open.isEmpty()) {
      growing.add(next(open, random));

      StoredTree some = growing.at(1);
      ContactTree derived = DrawnTree.stored(some.known(), 1).document();
      assertThat(some.document().contacts()).isEqualTo(derived.contacts());
      assertThat(some.document().facts()).isEqualTo(derived.facts());
      assertThat(some.treeId()).isEqualTo(derived.treeId());
    }
  }

  /** A revision under another root is none that this one follows. */
  private static Optional<StoredTree> base(KnownTree before, StoredTree next) {
    return Optional.of(before)
        .filter(known -> !known.contacts().isEmpty())
        .map(known -> DrawnTree.stored(known, 1))
        .filter(stored -> stored.treeId().equals(next.treeId()));
  }

  private static List<ContactId> inOrder(ContactTree document) {
    return new ArrayList<>(document.contacts().stream().map(TreeContact::id).toList());
  }

  private static List<ContactId> next(List<ContactId> open, Random random) {
    List<ContactId> first = open.subList(0, 1 + random.nextInt(open.size()));
    List<ContactId> next = List.copyOf(first);
    first.clear();
    return next;
  }

  private static Set<ContactId> some(Set<ContactId> contacts, Random random) {
    Set<ContactId> some = new TreeSet<>(contacts);
    some.removeIf(any -> random.nextBoolean());
    return some;
  }
}
