package io.contacttree.domain.find;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Trees drawn at random, as a store has them, and changes to them. */
final class RandomForest {
  /** All begin within it, at moments that many share. */
  static final Duration SPAN = Duration.ofHours(12);

  static final List<String> AGENTS = List.of("agent-1", "agent-2", "agent-3");
  static final List<String> QUEUES = List.of("queue-1", "queue-2");
  static final List<String> CHANNELS = List.of("CHAT", "TASK", "VOICE");

  private static final Duration STEP = Duration.ofMinutes(10);

  private final Random random;
  private final TreeStore store;
  private final Map<ContactId, StoredTree> trees = new TreeMap<>();
  private int made;

  RandomForest(Random random, TreeStore store) {
    this.random = random;
    this.store = store;
  }

  /** Returns all documents as they are now. */
  Collection<ContactTree> documents() {
    return trees.values().stream().map(StoredTree::document).toList();
  }

  /** Makes another tree. */
  void grow() {
    KnownTree known = KnownTree.empty(DRAWN_INSTANCE).withContacts(contact(Optional.empty()));
    for (int more = random.nextInt(4); more > 0; more--) {
      known = known.withContacts(contact(any(known.contacts().keySet())));
    }
    save(random.nextInt(8) == 0 ? withManyReferences(known) : known, List.of());
  }

  /** Changes one or two trees, and returns the members that they had and have now. */
  Stream<ContactId> change() {
    StoredTree tree = any(trees.values()).orElseThrow();
    StoredTree other = any(trees.values()).orElseThrow();
    StoredTree changed =
        random.nextInt(3) == 0 && !tree.treeId().equals(other.treeId())
            ? join(tree, other)
            : save(
                tree.known().withContacts(contact(any(tree.known().contacts().keySet()))),
                List.of(tree));
    return changed.known().contacts().keySet().stream();
  }

  private StoredTree join(StoredTree tree, StoredTree other) {
    Facts facts =
        Facts.observedAt(Stamp.of(DrawnTree.READ_AT.plusSeconds(++made)))
            .with(Fact.RELATED_CONTACT_ID, Optional.of(other.treeId().value()))
            .build();
    return save(
        tree.known()
            .merge(other.known())
            .withContacts(
                Map.of(
                    tree.treeId(), KnownContact.listed(tree.treeId(), facts, DrawnTree.READ_AT))),
        List.of(tree, other));
  }

  private StoredTree save(KnownTree known, List<StoredTree> replaced) {
    long revision = replaced.stream().mapToLong(StoredTree::revision).max().orElse(0) + 1;
    StoredTree next = DrawnTree.stored(known, revision);
    assertThat(store.save(next, replaced)).isEqualTo(new SaveResult.Saved());
    replaced.forEach(tree -> trees.remove(tree.treeId()));
    StoredTree stored =
        store.load(DRAWN_INSTANCE, Set.of(next.treeId())).treeOf(next.treeId()).orElseThrow();
    trees.put(stored.treeId(), stored);
    return stored;
  }

  private Map<ContactId, KnownContact> contact(Optional<ContactId> parent) {
    ContactId id = new ContactId("c" + random.nextInt(1_000_000) + "-" + ++made);
    Instant begun =
        DrawnTree.START.plus(STEP.multipliedBy(random.nextInt((int) SPAN.dividedBy(STEP))));
    Optional<Instant> ended =
        random.nextInt(5) == 0 ? Optional.empty() : Optional.of(begun.plus(STEP));
    Facts listed =
        Facts.observedAt(Stamp.of(DrawnTree.READ_AT))
            .with(Fact.CHANNEL, any(CHANNELS))
            .with(Fact.INITIATION_METHOD, Optional.of("INBOUND"))
            .with(Fact.PREVIOUS_CONTACT_ID, parent.map(ContactId::value))
            .withTime(Fact.INITIATION_TIMESTAMP, Optional.of(begun))
            .withTime(Fact.DISCONNECT_TIMESTAMP, ended)
            .build();
    KnownContact known = KnownContact.listed(id, listed, DrawnTree.READ_AT);
    if (ended.isEmpty()) {
      return Map.of(id, known);
    }
    Facts own =
        Facts.observedAt(Stamp.of(ended.get()))
            .with(Fact.AGENT_ID, random.nextBoolean() ? any(AGENTS) : Optional.empty())
            .with(Fact.QUEUE_ID, random.nextBoolean() ? any(QUEUES) : Optional.empty())
            .build();
    KnownContact withEvent =
        known.merge(KnownContact.ended(id, own, ended.get(), DrawnTree.READ_AT));
    return Map.of(
        id, random.nextInt(4) == 0 ? withEvent : withEvent.withReferences(read(List.of())));
  }

  /** The table keeps each member of such a tree in an item of its own. */
  private static KnownTree withManyReferences(KnownTree known) {
    List<Reference> references = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      references.add(
          new Reference(
              "STRING",
              Optional.of("reference-" + number),
              Optional.of("x".repeat(1_000)),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    KnownContact some = known.contacts().firstEntry().getValue();
    return known.withContacts(Map.of(some.id(), some.withReferences(read(references))));
  }

  private static KnownReferences read(List<Reference> references) {
    return KnownReferences.read(
        DrawnTree.READ_AT, ReferenceTypes.DOCUMENTED.of("VOICE"), references);
  }

  private <T> Optional<T> any(Collection<T> all) {
    return all.stream().skip(random.nextInt(all.size())).findFirst();
  }
}
