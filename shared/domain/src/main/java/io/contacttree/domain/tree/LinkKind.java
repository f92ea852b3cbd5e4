package io.contacttree.domain.tree;

import io.contacttree.domain.contact.Fact;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a link between a member and its parent means to people: the first kind that holds for the
 * child, in the order of these values (tree rules, section 3.7).
 */
public enum LinkKind {
  /** Whom the child names is not known. */
  ORPHAN,
  /** An agent's answer to an e-mail. */
  REPLY,
  /** Somebody listens in. */
  MONITOR,
  /** A call back to the customer. */
  CALLBACK,
  /** The flow that runs after a contact ended. */
  DISCONNECT_FLOW,
  /** A consultation or one leg of a conference: it began and ended within its parent. */
  LEG,
  /** A call to an outside party. */
  EXTERNAL,
  /** A transfer to another queue. */
  QUEUE_TRANSFER,
  /** A transfer. */
  TRANSFER,
  /** Associated, outside any chain of transfers. */
  RELATED,
  /** What else came of the parent. */
  FOLLOW_UP;

  /**
   * Returns the kind of the link between a member and its parent. A parent without an end counts as
   * ending after everything; a child whose beginning or end is not known is no leg.
   */
  public static LinkKind of(TreeContact child, TreeContact parent) {
    if (child.link() == Link.ORPHAN) {
      return ORPHAN;
    }
    String method = child.facts().initiationMethod();
    return switch (method) {
      case "AGENT_REPLY" -> REPLY;
      case "MONITOR" -> MONITOR;
      case "CALLBACK" -> CALLBACK;
      case "DISCONNECT" -> DISCONNECT_FLOW;
      case "TRANSFER" -> isLeg(child, parent) ? LEG : TRANSFER;
      case "EXTERNAL_OUTBOUND" -> isLeg(child, parent) ? LEG : EXTERNAL;
      case "QUEUE_TRANSFER" -> QUEUE_TRANSFER;
      default -> child.link() == Link.RELATED ? RELATED : FOLLOW_UP;
    };
  }

  /** Returns the kind as pictures and tables show it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static boolean isLeg(TreeContact child, TreeContact parent) {
    return switch (child.link()) {
      case PREVIOUS, INITIAL -> isWithin(child.facts(), parent.facts());
      case ROOT, RELATED, ORPHAN -> false;
    };
  }

  private static boolean isWithin(ContactFacts child, ContactFacts parent) {
    Optional<Instant> begun = child.time(Fact.INITIATION_TIMESTAMP);
    Optional<Instant> ended = child.time(Fact.DISCONNECT_TIMESTAMP);
    Instant parentEnded = parent.time(Fact.DISCONNECT_TIMESTAMP).orElse(Instant.MAX);
    return begun.filter(parentEnded::isAfter).isPresent()
        && ended.filter(parentEnded::isAfter).isPresent();
  }
}
