package io.contacttree.verification.simulator;

/**
 * Something that must not be.
 *
 * @param kind what sort of thing
 * @param text what exactly, for whoever looks for the cause
 */
record Finding(Kind kind, String text) {

  /** The sorts of problems that a campaign counts. */
  enum Kind {
    /** A contact that is in no document, or a message that was given up before its effect. */
    LOST_CONTACT("lost contacts"),
    /** A contact lost, or a message returned, because a list of another contact fails. */
    LOST_TO_NEIGHBOUR("contacts lost to a neighbour"),
    /** A document that says something else than the oracle. */
    DIVERGENT_DOCUMENT("divergent documents"),
    /** More attempts than the allowance, or a 429 from Amazon Connect's own quota. */
    QUOTA_BREACH("quota breaches"),
    /** Sending everything once more had an effect. */
    EFFECT_OF_REPLAY("effects of a replay"),
    /** A value of an erased contact that is in the table. */
    RESURRECTED_VALUE("resurrected values"),
    /** A tree that waits for a settle read which nobody makes. */
    STUCK_SETTLING("trees that stay SETTLING"),
    /** Any other rule that was broken. */
    BROKEN_RULE("other broken rules");

    private final String plural;

    Kind(String plural) {
      this.plural = plural;
    }

    String plural() {
      return plural;
    }
  }

  static Finding lost(String text) {
    return new Finding(Kind.LOST_CONTACT, text);
  }

  static Finding lostToNeighbour(String text) {
    return new Finding(Kind.LOST_TO_NEIGHBOUR, text);
  }

  static Finding divergent(String text) {
    return new Finding(Kind.DIVERGENT_DOCUMENT, text);
  }

  static Finding breach(String text) {
    return new Finding(Kind.QUOTA_BREACH, text);
  }

  static Finding effect(String text) {
    return new Finding(Kind.EFFECT_OF_REPLAY, text);
  }

  static Finding resurrected(String text) {
    return new Finding(Kind.RESURRECTED_VALUE, text);
  }

  static Finding stuck(String text) {
    return new Finding(Kind.STUCK_SETTLING, text);
  }

  static Finding rule(String text) {
    return new Finding(Kind.BROKEN_RULE, text);
  }

  /** Returns it with the run in which it was found. */
  Finding in(String run) {
    return new Finding(kind, run + ": " + text);
  }
}
