package io.contacttree.domain.tree;

import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.Reference;
import java.util.List;

/** The state of a tree and what a settle read would look for (tree rules, section 6). */
public final class TreeStates {
  private TreeStates() {}

  static TreeState of(KnownTree known, List<TreeContact> contacts, boolean exhausted) {
    if (!contacts.stream().allMatch(contact -> contact.facts().ended())) {
      return TreeState.OPEN;
    }
    if (!exhausted
        && (isListUnsettled(known)
            || contacts.stream().anyMatch(TreeStates::hasUnsettledReferences))) {
      return TreeState.SETTLING;
    }
    return hasList(known, ListRead.Ending.TRUNCATED)
            || hasList(known, ListRead.Ending.UNFINISHED)
            || contacts.stream().anyMatch(TreeStates::lacksReferences)
        ? TreeState.PARTIAL
        : TreeState.COMPLETE;
  }

  /**
   * Returns whether another list would tell something: an ended member that no list has shown with
   * its end.
   */
  public static boolean isListUnsettled(KnownTree known) {
    return known.contacts().values().stream().anyMatch(TreeStates::isListUnsettled)
        || !known.unresolvedNames().isEmpty()
        || hasList(known, ListRead.Ending.TRUNCATED)
        || hasList(known, ListRead.Ending.UNFINISHED);
  }

  /** Returns whether a settle read would look for something, whatever the tree's state. */
  public static boolean isUnsettled(KnownTree known) {
    return isListUnsettled(known)
        || known.contacts().values().stream().anyMatch(TreeStates::hasUnsettledReferences);
  }

  /** Returns whether a member has ended but no list has shown it with its end. */
  public static boolean isListUnsettled(KnownContact contact) {
    return contact.hasEnded() && !contact.isListedAsEnded();
  }

  /** Returns whether another read of a member's references would tell something. */
  public static boolean hasUnsettledReferences(KnownContact contact) {
    return contact.hasEnded()
        && (contact.references().read().isEmpty() || contact.references().isProcessing());
  }

  static boolean hasList(KnownTree known, ListRead.Ending ending) {
    return known.lists().values().stream().anyMatch(list -> list.ending() == ending);
  }

  private static boolean hasUnsettledReferences(TreeContact contact) {
    return switch (contact.references().state()) {
      case PENDING, FAILED -> true;
      case FETCHED -> isProcessing(contact);
      case GONE, ERASED -> false;
    };
  }

  private static boolean lacksReferences(TreeContact contact) {
    return switch (contact.references().state()) {
      case PENDING, FAILED -> true;
      case FETCHED -> isProcessing(contact);
      case GONE -> contact.references().list().isEmpty();
      case ERASED -> false;
    };
  }

  private static boolean isProcessing(TreeContact contact) {
    return contact.references().list().stream()
        .flatMap(List::stream)
        .anyMatch(Reference::isProcessing);
  }
}
