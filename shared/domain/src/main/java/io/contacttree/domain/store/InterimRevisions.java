package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Observation;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import io.contacttree.domain.tree.ListTries;
import io.contacttree.domain.tree.SettleProgress;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.domain.tree.TreeState;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Valid revisions on the way to one that a store cannot write at once; none is called finished.
 *
 * @param assembler derives their documents
 */
public record InterimRevisions(TreeAssembler assembler) {
  public InterimRevisions {
    Objects.requireNonNull(assembler);
  }

  /** Returns some of the trees that will be one, joined already. */
  public StoredTree joined(List<StoredTree> trees, long revision, Instant writtenAt) {
    KnownTree known = trees.getFirst().known();
    for (StoredTree tree : trees) {
      known = known.merge(tree.known());
    }
    return new StoredTree(unfinished(known, revision, writtenAt), known);
  }

  /** Returns stored trees as one that lacks some of their members and says so of nothing else. */
  public StoredTree without(
      List<StoredTree> trees, Set<ContactId> erased, long revision, Instant writtenAt) {
    KnownTree known = trees.getFirst().known();
    for (StoredTree tree : trees) {
      known = known.merge(tree.known());
    }
    KnownTree rest = known.erasing(erased);
    return new StoredTree(assembler.assemble(rest, revision, writtenAt), rest);
  }

  /** Returns a stored tree as another revision that says the same. */
  public StoredTree again(StoredTree stored, long revision, Instant writtenAt) {
    return new StoredTree(unfinished(stored.known(), revision, writtenAt), stored.known());
  }

  /**
   * Returns what was stored and some of the contacts of a revision. Of those whose claims it may
   * answer it lacks what would: if all goes wrong after it is written, no claim finds itself
   * satisfied and the rest is read again.
   *
   * @param before the revision under the same root, if there is one
   * @param some members and names
   * @param claimed the contacts that a claim may be about
   */
  public StoredTree knowing(
      StoredTree next,
      Optional<StoredTree> before,
      Set<ContactId> some,
      Set<ContactId> claimed,
      long revision) {
    KnownTree all = next.known();
    KnownTree stored = before.map(StoredTree::known).orElse(KnownTree.empty(all.instance()));
    NavigableMap<ContactId, KnownContact> contacts = new TreeMap<>(stored.contacts());
    NavigableMap<ContactId, KnownContact> shown = new TreeMap<>(contacts);
    NavigableMap<ContactId, ListRead> lists = new TreeMap<>(stored.lists());
    NavigableMap<ContactId, ListTries> tries = new TreeMap<>(stored.tries());
    for (ContactId id : some) {
      Optional<KnownContact> contact = all.contact(id);
      Optional<KnownContact> held =
          contact.filter(_ -> claimed.contains(id)).map(known -> held(known, stored.contact(id)));
      held.or(() -> contact).ifPresent(known -> contacts.put(id, known));
      // What it shows of a new member is true, although no claim may rely on it yet.
      held.filter(_ -> stored.contact(id).isPresent())
          .or(() -> contact)
          .ifPresent(known -> shown.put(id, known));
      if (contact.isEmpty()) {
        Optional.ofNullable(all.lists().get(id)).ifPresent(list -> lists.put(id, list));
        Optional.ofNullable(all.tries().get(id)).ifPresent(count -> tries.put(id, count));
      }
    }
    NavigableSet<ContactId> erased = erasedOf(all, stored, some, shown);
    KnownTree told = partOf(all, shown, lists, tries, all.settle(), erased);
    return new StoredTree(
        unfinished(told, revision, next.document().writtenAt()),
        partOf(all, contacts, lists, tries, stored.settle(), erased));
  }

  /** Returns whom a revision on the way knows as erased: whom its members name at least. */
  private static NavigableSet<ContactId> erasedOf(
      KnownTree all,
      KnownTree stored,
      Set<ContactId> some,
      NavigableMap<ContactId, KnownContact> members) {
    NavigableSet<ContactId> erased =
        KnownTree.empty(all.instance()).withContacts(members).namedContacts();
    erased.addAll(some);
    erased.retainAll(all.erased());
    // Whoever the last revision erases is in all those before.
    erased.removeAll(stored.contacts().keySet());
    erased.removeAll(stored.namedContacts());
    erased.addAll(stored.erased());
    return erased;
  }

  /**
   * Returns the contacts whose claims a revision may answer: those of which more is known than
   * before and that have told of their end, newest first, or were asked for a list.
   */
  public static List<ContactId> claimed(StoredTree next, List<StoredTree> replaced) {
    KnownTree known = next.known();
    Stream<ContactId> asked = known.lists().keySet().stream();
    Stream<ContactId> ended =
        known.contacts().values().stream()
            .filter(contact -> contact.endedAt().isPresent())
            .sorted(
                Comparator.comparing(
                        (KnownContact contact) -> contact.endedAt().orElse(Instant.MAX))
                    .reversed())
            .map(KnownContact::id);
    return Stream.concat(asked, ended)
        .distinct()
        .filter(contact -> isNews(known, contact, replaced))
        .toList();
  }

  private static boolean isNews(KnownTree known, ContactId id, List<StoredTree> replaced) {
    return replaced.stream()
        .map(StoredTree::known)
        .noneMatch(
            before ->
                before.contact(id).equals(known.contact(id))
                    && Objects.equals(before.lists().get(id), known.lists().get(id)));
  }

  private static KnownTree partOf(
      KnownTree all,
      NavigableMap<ContactId, KnownContact> contacts,
      NavigableMap<ContactId, ListRead> lists,
      NavigableMap<ContactId, ListTries> tries,
      SettleProgress settle,
      NavigableSet<ContactId> erased) {
    return new KnownTree(
        all.instance(), contacts, lists, tries, all.associatedAt(), settle, erased);
  }

  private ContactTree unfinished(KnownTree known, long revision, Instant writtenAt) {
    ContactTree document = assembler.assemble(known, revision, writtenAt);
    return switch (document.state()) {
      case OPEN -> document;
      case SETTLING, PARTIAL, COMPLETE -> document.with(revision, TreeState.SETTLING);
    };
  }

  /** Returns a contact without the list that shows its end, and without newer references. */
  private static KnownContact held(KnownContact contact, Optional<KnownContact> stored) {
    boolean wasListed = stored.filter(KnownContact::isListedAsEnded).isPresent();
    return new KnownContact(
        contact.id(),
        wasListed ? contact.fromLists() : withoutEnd(contact.fromLists()),
        contact.fromSearches(),
        contact.fromEvents(),
        contact.endedAt(),
        contact.firstSeenAt(),
        stored.flatMap(KnownContact::listedAt),
        stored.map(KnownContact::references).orElse(contact.references()));
  }

  private static Facts withoutEnd(Facts facts) {
    Map<Fact, Observation> kept = new EnumMap<>(Fact.class);
    kept.putAll(facts.observations());
    kept.remove(Fact.DISCONNECT_TIMESTAMP);
    return new Facts(kept);
  }
}
