package io.contacttree.domain.contact;

import java.util.List;

/**
 * One thing that a source can say of a contact; every value is kept as text in the form the
 * document shows.
 *
 * <p>Ids are bare (the text after the last {@code /} of an ARN), times are ISO-8601 UTC with
 * milliseconds.
 */
public enum Fact {
  CONTACT_ARN("contact_arn"),
  CHANNEL("channel"),
  INITIATION_METHOD("initiation_method"),
  INITIAL_CONTACT_ID("initial_contact_id"),
  PREVIOUS_CONTACT_ID("previous_contact_id"),
  RELATED_CONTACT_ID("related_contact_id"),
  INITIATION_TIMESTAMP("initiation_timestamp"),
  DISCONNECT_TIMESTAMP("disconnect_timestamp"),
  DISCONNECT_REASON("disconnect_reason"),
  AGENT_ID("agent_id"),
  QUEUE_ID("queue_id");

  /** The facts that name another contact. */
  public static final List<Fact> NAMING =
      List.of(INITIAL_CONTACT_ID, PREVIOUS_CONTACT_ID, RELATED_CONTACT_ID);

  private final String attribute;

  Fact(String attribute) {
    this.attribute = attribute;
  }

  /** Returns the name of the fact in the document. */
  public String attribute() {
    return attribute;
  }

  /** Returns whether the value is a time, written as {@link Timestamps#format} does. */
  public boolean isTime() {
    return this == INITIATION_TIMESTAMP || this == DISCONNECT_TIMESTAMP;
  }
}
