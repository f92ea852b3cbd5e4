package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferencesState;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * One member of a contact tree as the document shows it.
 *
 * @param facts what is known of the contact itself
 * @param link by what it hangs on its parent
 * @param parent its parent; absent for a root
 * @param depth its parent's depth and one, 0 for a root
 * @param firstSeenAt our clock when it became known
 * @param listedAt our clock before the newest list that held it; absent where that is the tree's
 *     newest list
 * @param references what is known of its references
 */
public record TreeContact(
    ContactFacts facts,
    Link link,
    Optional<ContactId> parent,
    int depth,
    Instant firstSeenAt,
    Optional<Instant> listedAt,
    References references) {

  /** Returns the contact's id. */
  public ContactId id() {
    return facts.contact();
  }

  /** Returns when the contact ended, while it is open when it began, or else became known. */
  public Instant lastActivity() {
    return facts
        .time(Fact.DISCONNECT_TIMESTAMP)
        .or(() -> facts.time(Fact.INITIATION_TIMESTAMP))
        .orElse(firstSeenAt);
  }

  /**
   * The references of a member.
   *
   * @param state how far they are known
   * @param at our clock just before they were read
   * @param reason why no read succeeded
   * @param types the types that were read, where they are not the usual six
   * @param list the references; absent where none were ever read
   */
  public record References(
      ReferencesState state,
      Optional<Instant> at,
      Optional<FailureReason> reason,
      Optional<NavigableSet<String>> types,
      Optional<List<Reference>> list) {
    public References {
      list = list.map(List::copyOf);
    }

    /** Returns how many references are known. */
    public int count() {
      return list.map(List::size).orElse(0);
    }
  }
}
