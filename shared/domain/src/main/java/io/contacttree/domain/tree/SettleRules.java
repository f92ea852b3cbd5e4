package io.contacttree.domain.tree;

import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import java.util.List;
import java.util.Optional;

/** The state of a tree and what a settle read would look for (tree rules, section 6). */
public final class SettleRules {
  private SettleRules() {}

  static TreeState of(KnownTree known, List<TreeContact> contacts, boolean exhausted) {
    if (!contacts.stream().allMatch(contact -> contact.facts().ended())) {
      return TreeState.OPEN;
    }
    boolean lacking = contacts.stream().anyMatch(SettleRules::lacksReferences);
    boolean truncated = hasList(known, ListRead.Ending.TRUNCATED);
    boolean settleReadDue =
        !exhausted
            && (lacking || truncated || hasUnsettledMember(known) || hasPassingFailure(known));
    if (settleReadDue || isBeingRead(known)) {
      return TreeState.SETTLING;
    }
    return lacking || truncated ? TreeState.PARTIAL : TreeState.COMPLETE;
  }

  /**
   * Returns whether there is something that nobody has asked for to the end yet: a continuation
   * carries that, however many settle reads there were.
   */
  public static boolean isBeingRead(KnownTree known) {
    return hasList(known, ListRead.Ending.UNFINISHED)
        || known.contacts().values().stream().anyMatch(SettleRules::isUnread)
        || !known.unresolvedNames().isEmpty();
  }

  private static boolean isUnread(KnownContact contact) {
    return contact.hasEnded() && contact.references().equals(KnownReferences.NONE);
  }

  /**
   * Returns whether another list would tell something: an ended member that no list has shown with
   * its end.
   */
  public static boolean isListUnsettled(KnownTree known) {
    return hasUnsettledMember(known)
        || hasList(known, ListRead.Ending.TRUNCATED)
        || hasList(known, ListRead.Ending.UNFINISHED)
        || !known.unresolvedNames().isEmpty();
  }

  /** Returns whether a settle read would look for something, whatever the tree's state. */
  public static boolean isUnsettled(KnownTree known) {
    return isListUnsettled(known)
        || known.contacts().values().stream().anyMatch(SettleRules::hasUnsettledReferences);
  }

  private static boolean hasUnsettledMember(KnownTree known) {
    return known.contacts().values().stream().anyMatch(SettleRules::isListUnsettled);
  }

  private static boolean hasPassingFailure(KnownTree known) {
    return known.contacts().values().stream().anyMatch(SettleRules::isFailedForNow);
  }

  /** Returns whether a member has ended but no list has shown it with its end. */
  public static boolean isListUnsettled(KnownContact contact) {
    return contact.hasEnded() && !contact.isListedAsEnded();
  }

  /** Returns whether another read of a member's references would tell something. */
  public static boolean hasUnsettledReferences(KnownContact contact) {
    return contact.hasEnded()
        && (contact.references().read().isEmpty()
            || contact.references().isProcessing()
            || isFailedForNow(contact));
  }

  private static boolean isFailedForNow(KnownContact contact) {
    return contact.hasEnded() && contact.references().isFailedForNow();
  }

  /** Returns whether claims brought something that is worth settling for. */
  public static boolean isNews(KnownTree before, KnownTree after) {
    return !before.contacts().keySet().containsAll(after.contacts().keySet())
        || !before.missing().keySet().containsAll(after.missing().keySet())
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
      case ERASED -> false;
    };
  }

  private static boolean isProcessing(TreeContact contact) {
    return contact.references().list().stream()
        .flatMap(List::stream)
        .anyMatch(Reference::isProcessing);
  }
}
