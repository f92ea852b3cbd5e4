package io.contacttree.domain.store;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static io.contacttree.domain.tree.DrawnTree.id;
import static io.contacttree.domain.tree.DrawnTree.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.store.TreeStore.LookedUp;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every store must do when it looks contacts up; each test begins with an empty store.
 *
 * <p>A store may have no excerpts, so these tests ask only that none is wrong. The trees are larger
 * than an item of DynamoDB takes.
 */
public abstract class ExcerptContract {
  private static final String CALL =
      """
      a        @0
      ├─ b     event
      │  └─ c  event
      ├─ d
      └─ e     event pending
      """;

  private static final Instant LATER = DrawnTree.READ_AT.plus(Duration.ofHours(1));

  /** Returns the store under test. */
  protected abstract TreeStore store();

  /** Puts a tombstone in the place of a contact. */
  protected abstract void bury(ContactId contact);

  @Test
  void excerpt_isNeverAheadOfItsTree() {
    StoredTree tree = save(large(CALL), List.of());
    requireNoneAhead(tree);

    tree = save(tree.known().withContacts(agent("b")), List.of(tree));
    requireNoneAhead(tree);

    tree = save(tree.known().withContacts(read("c", List.of(reference(1)))), List.of(tree));
    requireNoneAhead(tree);

    tree = save(tree.known().withContacts(read("e", List.of())), List.of(tree));
    requireNoneAhead(tree);

    tree = save(tree.known().merge(DrawnTree.of("a @0\n└─ b @1\n").known()), List.of(tree));
    requireNoneAhead(tree);
  }

  @Test
  void excerptOfJoinedTrees_isNeverAheadOfThem() {
    StoredTree call = save(large(CALL), List.of());
    StoredTree earlier = save(large("x @-20\n└─ y @-19 event\n"), List.of());

    StoredTree joined =
        save(call.known().merge(earlier.known()).withContacts(agent("y")), List.of(call, earlier));

    assertThat(joined.treeId()).isEqualTo(id("x"));
    requireNoneAhead(joined);
  }

  @Test
  void lookedUp_loadsWhatLoadDoes() {
    save(large(CALL), List.of());
    save(DrawnTree.of("x @20\n└─ y @21\n").known(), List.of());
    bury(id("d"));
    Set<ContactId> all = ids("a", "b", "d", "y", "nobody");

    for (Set<ContactId> some : List.of(all, ids("b"), ids("d", "y"), ids("nobody"))) {
      assertThat(store().lookUp(DRAWN_INSTANCE, all).load(some))
          .isEqualTo(store().load(DRAWN_INSTANCE, some));
    }
  }

  @Test
  void contactThatWasNotLookedUp_isNotTakenForUnknown() {
    save(large(CALL), List.of());
    LookedUp lookedUp = store().lookUp(DRAWN_INSTANCE, ids("b"));

    assertThatIllegalArgumentException().isThrownBy(() -> lookedUp.load(ids("b", "c")));
  }

  @Test
  void contactThatWasErased_hasNone() {
    save(large(CALL), List.of());
    bury(id("b"));

    LookedUp lookedUp = store().lookUp(DRAWN_INSTANCE, ids("b"));

    assertThat(lookedUp.excerpt(id("b"))).isEmpty();
    assertThat(lookedUp.load(ids("b")).erased()).containsExactly(id("b"));
  }

  @Test
  void contactThatNobodyKnows_hasNone() {
    save(large(CALL), List.of());

    assertThat(store().lookUp(DRAWN_INSTANCE, ids("nobody")).excerpt(id("nobody"))).isEmpty();
  }

  /** Returns the knowledge of a drawing whose root has more references than an item takes. */
  protected static KnownTree large(String drawing) {
    KnownTree known = DrawnTree.of(drawing).known();
    List<Reference> references = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      references.add(reference(number));
    }
    return known.withContacts(
        Map.of(
            DrawnTree.stored(known, 1).treeId(),
            known
                .contact(DrawnTree.stored(known, 1).treeId())
                .orElseThrow()
                .withReferences(KnownReferences.read(LATER, types(), references))));
  }

  /** Writes what is known as a revision and returns it as the store holds it. */
  protected final StoredTree save(KnownTree known, List<StoredTree> replaced) {
    long revision = replaced.stream().mapToLong(StoredTree::revision).max().orElse(0) + 1;
    StoredTree next = DrawnTree.stored(known, revision);
    assertThat(store().save(next, replaced)).isEqualTo(new SaveResult.Saved());
    return store().load(DRAWN_INSTANCE, Set.of(next.treeId())).treeOf(next.treeId()).orElseThrow();
  }

  /** Returns the excerpt of a contact. */
  protected final Optional<KnownContact> excerpt(String contact) {
    return store().lookUp(DRAWN_INSTANCE, ids(contact)).excerpt(id(contact));
  }

  private void requireNoneAhead(StoredTree tree) {
    Map<ContactId, KnownContact> members = tree.known().contacts();
    LookedUp lookedUp = store().lookUp(DRAWN_INSTANCE, members.keySet());
    members.forEach(
        (contact, known) ->
            lookedUp
                .excerpt(contact)
                .ifPresent(excerpt -> assertThat(known.merge(excerpt)).isEqualTo(known)));
  }

  private static Map<ContactId, KnownContact> agent(String contact) {
    Facts facts =
        Facts.observedAt(Stamp.of(LATER)).with(Fact.AGENT_ID, Optional.of("agent-1")).build();
    return Map.of(
        id(contact), KnownContact.ended(id(contact), facts, DrawnTree.START, DrawnTree.READ_AT));
  }

  private static Map<ContactId, KnownContact> read(String contact, List<Reference> references) {
    return Map.of(
        id(contact),
        KnownContact.ended(id(contact), Facts.NONE, DrawnTree.START, DrawnTree.READ_AT)
            .withReferences(KnownReferences.read(LATER, types(), references)));
  }

  private static Set<String> types() {
    return ReferenceTypes.DOCUMENTED.of("VOICE");
  }

  private static Reference reference(int number) {
    return new Reference(
        "STRING",
        Optional.of("reference-" + number),
        Optional.of("x".repeat(10_000)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
