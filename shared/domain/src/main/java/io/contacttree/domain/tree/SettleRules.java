package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The state of a tree and what a settle read would look for (tree rules, sections 2.2 and 6).
 *
 * @param settleMax the settle reads a tree may have since its last news, 0 or more
 * @param referenceTypes which types of references each channel has
 */
public record SettleRules(int settleMax, ReferenceTypes referenceTypes) {
  /** How soon after an end a list may come too early, as long as nobody has set it otherwise. */
  private static final Duration READ_LAG = Duration.ofSeconds(10);

  public SettleRules {
    if (settleMax < 0) {
      throw new IllegalArgumentException("settle reads cannot be fewer than 0");
    }
  }

  TreeState of(KnownTree known, List<TreeContact> contacts) {
    if (!contacts.stream().allMatch(contact -> contact.facts().ended())) {
      return TreeState.OPEN;
    }
    boolean settleReadDue = !isExhausted(known) && isUnsettled(known);
    if (settleReadDue || isReadUnfinished(known)) {
      return TreeState.SETTLING;
    }
    boolean lacking =
        contacts.stream().anyMatch(SettleRules::lacksReferences)
            || hasList(known, ListRead.Ending.TRUNCATED)
            || !known.unansweredNames().isEmpty();
    return lacking ? TreeState.PARTIAL : TreeState.COMPLETE;
  }

  /** Returns whether a tree has used up its settle reads. */
  public boolean isExhausted(KnownTree known) {
    return known.settle().reads() >= settleMax;
  }

  /**
   * Returns whether there is something that nobody has asked for to the end yet: a continuation
   * carries that, however many settle reads there were.
   */
  public static boolean isBeingRead(KnownTree known) {
    return isReadUnfinished(known) || !known.untriedNames().isEmpty();
  }

  private static boolean isReadUnfinished(KnownTree known) {
    return known.lists().keySet().stream().anyMatch(known::isUnfinished)
        || known.contacts().values().stream().anyMatch(SettleRules::isUnread);
  }

  private static boolean isUnread(KnownContact contact) {
    return contact.hasEnded() && contact.references().equals(KnownReferences.NONE);
  }

  /** Returns whether a settle read would look for something, whatever the tree's state. */
  public boolean isUnsettled(KnownTree known) {
    return known.contacts().values().stream().anyMatch(this::hasUnsettledReferences)
        || hasList(known, ListRead.Ending.TRUNCATED)
        || known.lists().keySet().stream().anyMatch(known::isUnfinished)
        || !unsettledMembers(known).isEmpty()
        || !openNames(known).isEmpty()
        || !leftOutNames(known).isEmpty();
  }

  /**
   * Returns the ended members of which another list would tell something: the newest one about them
   * has shown them as open, Amazon Connect did not know them, or the list asked by them left them
   * out and nothing else tells their channel and when they began; of a contact that is alone in its
   * tree only a list that came so soon after its end that it may have come too early.
   *
   * <p>Where no list about a member came to its end, the message of its end still asks for one.
   */
  public NavigableSet<ContactId> unsettledMembers(KnownTree known) {
    NavigableSet<ContactId> unsettled = new TreeSet<>();
    for (KnownContact contact : known.contacts().values()) {
      if (contact.hasEnded()
          && !contact.isListedAsEnded()
          && isUnsettled(contact, known.answer(contact.id()), known.contacts().size() == 1)) {
        unsettled.add(contact.id());
      }
    }
    return unsettled;
  }

  private static boolean isUnsettled(
      KnownContact contact, Optional<ListRead> answer, boolean alone) {
    if (answer.isEmpty() || answer.map(ListRead::at).equals(contact.listedAt())) {
      return contact.listedAt().isPresent();
    }
    return switch (answer.get().ending()) {
      case NOT_FOUND -> true;
      case COMPLETE, TOKEN_LOOP, TRUNCATED, UNFINISHED ->
          !(isTold(contact, Fact.CHANNEL) && isTold(contact, Fact.INITIATION_TIMESTAMP))
              && (!alone || cameSoon(answer.get(), contact));
    };
  }

  private static boolean cameSoon(ListRead list, KnownContact contact) {
    return contact.endedAt().filter(end -> list.at().isBefore(end.plus(READ_LAG))).isPresent();
  }

  private static boolean isTold(KnownContact contact, Fact fact) {
    return Stream.of(contact.fromLists(), contact.fromSearches(), contact.fromEvents())
        .anyMatch(facts -> facts.value(fact).isPresent());
  }

  /** Returns the named contacts whose list is still to be asked for, by one try each. */
  public NavigableSet<ContactId> openNames(KnownTree known) {
    NavigableSet<ContactId> names = known.unansweredNames();
    names.removeIf(id -> known.triesOf(id) > settleMax);
    return names;
  }

  /**
   * Returns the named contacts whose own list left them out though it showed others, one of which
   * was not asked by since, by as many tries as by any name; mostly their own event comes before
   * the settle read that asks.
   */
  public NavigableSet<ContactId> leftOutNames(KnownTree known) {
    Neighbours neighbours = new Neighbours(known);
    NavigableSet<ContactId> names = known.answeredNames();
    names.removeIf(id -> known.triesOf(id) > settleMax || neighbours.of(id).isEmpty());
    return names;
  }

  /** Returns the named contacts that are no members and by which no list is asked any more. */
  NavigableSet<ContactId> missingParents(KnownTree known) {
    NavigableSet<ContactId> names = known.namedContacts();
    if (!isExhausted(known)) {
      names.removeAll(openNames(known));
    }
    return names;
  }

  /** Returns whether another read of a member's references would tell something. */
  public boolean hasUnsettledReferences(KnownContact contact) {
    return contact.hasEnded()
        && (contact.references().read().isEmpty()
            || hasOtherTypes(contact)
            || contact.references().isAwaited()
            || contact.references().isFailedForNow());
  }

  /**
   * Returns whether a member's references were read before its channel was known, for other types
   * than that has.
   */
  public boolean hasOtherTypes(KnownContact contact) {
    return contact
        .references()
        .read()
        .filter(read -> !read.hasAsked(referenceTypes.of(ContactFacts.of(contact).channel())))
        .isPresent();
  }

  /** Returns whether claims brought something that is worth settling for. */
  public static boolean isNews(KnownTree before, KnownTree after) {
    return !before.contacts().keySet().containsAll(after.contacts().keySet())
        || !before.namedContacts().containsAll(after.namedContacts())
        || !before.answeredNames().containsAll(after.answeredNames())
        || after.contacts().values().stream()
            .anyMatch(contact -> isNews(before.contact(contact.id()), contact));
  }

  private static boolean isNews(Optional<KnownContact> before, KnownContact after) {
    return before.isEmpty()
        || before.get().hasEnded() != after.hasEnded()
        || (after.references().isFailedForNow() && !before.get().references().isFailedForNow())
        || !before
            .get()
            .references()
            .read()
            .map(KnownReferences.Read::references)
            .equals(after.references().read().map(KnownReferences.Read::references));
  }

  static boolean hasList(KnownTree known, ListRead.Ending ending) {
    return known.lists().values().stream().anyMatch(list -> list.ending() == ending);
  }

  private static boolean lacksReferences(TreeContact contact) {
    return switch (contact.references().state()) {
      case PENDING, FAILED -> true;
      case FETCHED -> isProcessing(contact);
      case GONE -> contact.references().list().isEmpty() || isProcessing(contact);
    };
  }

  private static boolean isProcessing(TreeContact contact) {
    return contact.references().list().stream()
        .flatMap(List::stream)
        .anyMatch(Reference::isProcessing);
  }
}
