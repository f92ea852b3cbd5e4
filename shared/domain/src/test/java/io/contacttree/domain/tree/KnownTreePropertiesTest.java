package io.contacttree.domain.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.RandomTrees.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/**
 * Whatever is learned of a tree, in whatever order, batch or number of times: the same is known.
 */
@Domain(RandomTrees.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
final class KnownTreePropertiesTest {

  @Property
  void treesMergedEitherWay_same(@ForAll KnownTree one, @ForAll KnownTree other) {
    assertThat(one.merge(other)).isEqualTo(other.merge(one));
  }

  @Property
  void treesGroupedEitherWay_same(
      @ForAll KnownTree one, @ForAll KnownTree two, @ForAll KnownTree three) {
    assertThat(one.merge(two).merge(three)).isEqualTo(one.merge(two.merge(three)));
  }

  @Property
  void treesMergedAgain_same(@ForAll KnownTree one, @ForAll KnownTree other) {
    assertThat(one.merge(one)).isEqualTo(one);
    assertThat(one.merge(other).merge(other)).isEqualTo(one.merge(other));
    assertThat(one.merge(KnownTree.empty(Members.INSTANCE))).isEqualTo(one);
  }

  @Property
  void learnedInAnyOrderAndTwice_sameKnowledgeAndSameDocument(
      @ForAll History history, @ForAll Random random) {
    List<Learned> shuffled = new ArrayList<>(history.learned());
    Collections.shuffle(shuffled, random);
    shuffled.addAll(List.copyOf(shuffled.subList(0, shuffled.size() / 2)));
    assertSame(new History(shuffled).known(), history.known());
  }

  @Property
  void learnedInBatchesByDifferentWorkers_sameKnowledgeAndSameDocument(
      @ForAll History history, @ForAll Random random) {
    List<List<Learned>> batches = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    history.learned().forEach(next -> batches.get(random.nextInt(batches.size())).add(next));
    KnownTree merged = KnownTree.empty(Members.INSTANCE);
    for (List<Learned> batch : batches) {
      merged = new History(batch).known().merge(merged);
    }
    assertSame(merged, history.known());
  }

  @Property
  void learned_everyContactThatWasNotErasedIsAMemberAndNoOther(@ForAll History history) {
    TreeSet<ContactId> seen = new TreeSet<>();
    TreeSet<ContactId> erased = new TreeSet<>();
    for (Learned next : history.learned()) {
      switch (next) {
        case Learned.OfContact contact -> seen.add(contact.contact().id());
        case Learned.OfErasing erasing -> erased.add(erasing.id());
        case Learned.OfList _, Learned.OfMissing _, Learned.OfTries _, Learned.OfSettling _ -> {}
      }
    }
    seen.removeAll(erased);
    KnownTree known = history.known();
    assertThat(known.contacts().keySet()).isEqualTo(seen);
    assertThat(known.erased()).isEqualTo(erased);
    if (!seen.isEmpty()) {
      assertThat(Members.tree(known).contacts())
          .extracting(TreeContact::id)
          .containsExactlyInAnyOrderElementsOf(seen);
    }
  }

  @Property
  void learned_erasedContactIsHeardOfNoMore(@ForAll History history, @ForAll KnownTree other) {
    ContactId erased = new ContactId("a");
    KnownTree known = history.known().withErased(Set.of(erased)).merge(other);
    assertThat(known.contacts()).doesNotContainKey(erased);
    assertThat(known.tries()).doesNotContainKey(erased);
    assertThat(known.lists()).doesNotContainKey(erased);
    assertThat(known.namedContacts()).doesNotContain(erased);
  }

  private static void assertSame(KnownTree one, KnownTree other) {
    assertThat(one).isEqualTo(other);
    if (!one.contacts().isEmpty()) {
      assertThat(Members.tree(one)).isEqualTo(Members.tree(other));
    }
  }
}
