package io.contacttree.domain.contact;

import java.util.Arrays;
import java.util.List;

/**
 * One thing that a source can say of a contact, and the one table of them, in the order of the
 * document; every value is kept as text in the form the document shows.
 *
 * <p>Ids are bare (the text after the last {@code /} of an ARN), times are ISO-8601 UTC with
 * milliseconds. A name or a letter that was once stored is never given to another fact.
 */
public enum Fact {
  CONTACT_ARN("contact_arn", 'a', FactKind.TEXT, BestSource.LISTS),
  CHANNEL("channel", 'c', FactKind.CHANNEL, BestSource.LISTS),
  INITIATION_METHOD("initiation_method", 'm', FactKind.INITIATION_METHOD, BestSource.LISTS),
  INITIAL_CONTACT_ID("initial_contact_id", 'i', FactKind.CONTACT_ID, BestSource.LISTS),
  PREVIOUS_CONTACT_ID("previous_contact_id", 'p', FactKind.CONTACT_ID, BestSource.LISTS),
  RELATED_CONTACT_ID("related_contact_id", 'r', FactKind.CONTACT_ID, BestSource.LISTS),
  INITIATION_TIMESTAMP("initiation_timestamp", 's', FactKind.TIME, BestSource.LISTS),
  DISCONNECT_TIMESTAMP("disconnect_timestamp", 'e', FactKind.TIME, BestSource.LISTS),
  DISCONNECT_REASON("disconnect_reason", 'd', FactKind.TEXT, BestSource.EVENTS),
  AGENT_ID("agent_id", 'g', FactKind.TEXT, BestSource.EVENTS),
  QUEUE_ID("queue_id", 'q', FactKind.TEXT, BestSource.EVENTS);

  /** The facts that name another contact. */
  public static final List<Fact> NAMING =
      Arrays.stream(values()).filter(fact -> fact.kind == FactKind.CONTACT_ID).toList();

  /** Which source is believed first (tree rules, section 4). */
  public enum BestSource {
    /** Lists, else searches, else events. */
    LISTS,
    /** Events, else searches; lists take no part. */
    EVENTS
  }

  private final String attribute;
  private final char letter;
  private final FactKind kind;
  private final BestSource bestSource;

  Fact(String attribute, char letter, FactKind kind, BestSource bestSource) {
    this.attribute = attribute;
    this.letter = letter;
    this.kind = kind;
    this.bestSource = bestSource;
  }

  /** Returns the name of the fact in the document. */
  public String attribute() {
    return attribute;
  }

  /** Returns the letter that stands for the fact in the item. */
  public char letter() {
    return letter;
  }

  /** Returns which values the fact can have. */
  public FactKind kind() {
    return kind;
  }

  /** Returns which source is believed first. */
  public BestSource bestSource() {
    return bestSource;
  }
}
