package io.contacttree.domain.store;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Observation;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.Defect;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import io.contacttree.domain.tree.ListTries;
import io.contacttree.domain.tree.TreeContact;
import io.contacttree.domain.tree.TreeState;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A revision that becomes known a few contacts at a time, for a store that cannot write it at once;
 * used by one thread.
 *
 * <p>Members stand in it as in the last revision, and those that are not added yet as they are
 * stored: so nothing is derived anew on the way, however many steps it takes. None of these
 * revisions is called finished. Of the contacts whose claims the last one may answer they lack what
 * would: if all goes wrong on the way, no claim finds itself satisfied and the rest is read again.
 */
public final class GrowingTree {
  private final StoredTree next;
  private final KnownTree stored;
  private final Set<ContactId> claimed;
  private final Map<ContactId, TreeContact> last;
  private final Map<ContactId, TreeContact> shown = new LinkedHashMap<>();
  private final NavigableMap<ContactId, KnownContact> contacts;
  private final NavigableMap<ContactId, ListRead> lists;
  private final NavigableMap<ContactId, ListTries> tries;
  private final NavigableSet<ContactId> erased;
  private final Set<ContactId> known;

  /**
   * Begins with what is stored.
   *
   * @param next the last revision
   * @param before the revision under the same root, if there is one
   * @param claimed the contacts that a claim may be about
   */
  public GrowingTree(StoredTree next, Optional<StoredTree> before, Set<ContactId> claimed) {
    this.next = next;
    this.claimed = claimed;
    this.stored =
        before.map(StoredTree::known).orElseGet(() -> KnownTree.empty(next.known().instance()));
    this.last =
        next.document().contacts().stream()
            .collect(Collectors.toMap(TreeContact::id, Function.identity()));
    before.ifPresent(
        tree -> tree.document().contacts().forEach(contact -> shown.put(contact.id(), contact)));
    this.contacts = new TreeMap<>(stored.contacts());
    this.lists = new TreeMap<>(stored.lists());
    this.tries = new TreeMap<>(stored.tries());
    this.erased = new TreeSet<>(stored.erased());
    this.known = stored.namedContacts();
    known.addAll(stored.contacts().keySet());
  }

  /**
   * Adds members in the order of the document, and what is known of names. The root of the last
   * revision comes before all others, and whoever belongs below another one after it. A stored
   * member that a claim may be about is moved to its last place, and stays what it is.
   */
  public void add(SequencedCollection<ContactId> some) {
    NavigableSet<ContactId> told = new TreeSet<>(some);
    for (ContactId id : some) {
      Optional<KnownContact> member = next.known().contact(id);
      if (member.isPresent()) {
        add(member.get(), Objects.requireNonNull(last.get(id)));
        member.get().forEachNamed(name -> told.add(new ContactId(name)));
      } else {
        Optional.ofNullable(next.known().lists().get(id)).ifPresent(list -> lists.put(id, list));
        Optional.ofNullable(next.known().tries().get(id)).ifPresent(count -> tries.put(id, count));
      }
    }
    told.retainAll(next.known().erased());
    // Whoever the last revision erases is in all those before.
    told.removeAll(known);
    erased.addAll(told);
  }

  private void add(KnownContact member, TreeContact place) {
    TreeContact there = shown.get(member.id());
    if (!claimed.contains(member.id())) {
      contacts.put(member.id(), member);
      shown.put(member.id(), place);
    } else if (there == null) {
      contacts.put(member.id(), held(member));
      shown.put(member.id(), place);
    } else {
      shown.put(member.id(), moved(there, place));
    }
  }

  private TreeContact moved(TreeContact there, TreeContact place) {
    Optional<Instant> listedAt =
        stored.contact(there.id()).flatMap(KnownContact::listedAt).filter(this::isNotTheNewestList);
    return new TreeContact(
        there.facts(),
        place.link(),
        place.parent(),
        place.depth(),
        there.firstSeenAt(),
        listedAt,
        there.references());
  }

  private boolean isNotTheNewestList(Instant listedAt) {
    return !next.document().associatedAt().equals(Optional.of(listedAt));
  }

  /** Returns what it is by now; of the defects of contacts only those of claimed ones. */
  public StoredTree at(long revision) {
    ContactTree whole = next.document();
    List<TreeContact> members = List.copyOf(shown.values());
    TreeState state =
        members.stream().allMatch(member -> member.facts().ended())
            ? TreeState.SETTLING
            : TreeState.OPEN;
    ContactTree document =
        new ContactTree(
            whole.treeId(),
            whole.instance(),
            whole.account(),
            whole.region(),
            revision,
            state,
            ContactTree.TreeSummary.of(members, state),
            whole.defects().stream().filter(this::isToldOnTheWay).toList(),
            whole.associatedAt(),
            whole.writtenAt(),
            members);
    return new StoredTree(
        document,
        new KnownTree(
            whole.instance(),
            contacts,
            lists,
            tries,
            whole.associatedAt(),
            stored.settle(),
            erased));
  }

  /** Returns a stored tree as another revision that says the same. */
  public static StoredTree again(StoredTree stored, long revision, Instant writtenAt) {
    ContactTree document = stored.document();
    TreeState state = document.state() == TreeState.OPEN ? TreeState.OPEN : TreeState.SETTLING;
    return new StoredTree(document.with(revision, state, writtenAt), stored.known());
  }

  private boolean isToldOnTheWay(Defect defect) {
    return defect.contact().filter(contact -> !claimed.contains(contact)).isEmpty();
  }

  /**
   * Returns a new member as if no list had held it: whatever else is known of it, a claim of its
   * end or of a newer list asks for one.
   */
  private static KnownContact held(KnownContact contact) {
    Map<Fact, Observation> listed = new EnumMap<>(Fact.class);
    listed.putAll(contact.fromLists().observations());
    listed.remove(Fact.DISCONNECT_TIMESTAMP);
    return new KnownContact(
        contact.id(),
        new Facts(listed),
        contact.fromSearches(),
        contact.fromEvents(),
        contact.endedAt(),
        contact.firstSeenAt(),
        Optional.empty(),
        contact.references());
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
}
