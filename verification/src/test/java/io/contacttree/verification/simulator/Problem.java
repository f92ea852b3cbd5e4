package io.contacttree.verification.simulator;

/**
 * Something that must not be.
 *
 * @param kind what sort of thing
 * @param text what exactly, for whoever looks for the cause
 */
record Problem(Kind kind, String text) {

  /** The sorts of problems that a campaign counts. */
  enum Kind {
    /** A contact that is in no document, or a message that was given up before its effect. */
    LOST_CONTACT("lost contacts"),
    /** A document that says something else than the oracle. */
    DIVERGENT_DOCUMENT("divergent documents"),
    /** More attempts than the allowance, or a 429 from Amazon Connect's own quota. */
    QUOTA_BREACH("quota breaches"),
    /** Sending everything once more had an effect. */
    EFFECT_OF_REPLAY("effects of a replay"),
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

  static Problem lost(String text) {
    return new Problem(Kind.LOST_CONTACT, text);
  }

  static Problem divergent(String text) {
    return new Problem(Kind.DIVERGENT_DOCUMENT, text);
  }

  static Problem breach(String text) {
    return new Problem(Kind.QUOTA_BREACH, text);
  }

  static Problem effect(String text) {
    return new Problem(Kind.EFFECT_OF_REPLAY, text);
  }

  static Problem rule(String text) {
    return new Problem(Kind.BROKEN_RULE, text);
  }

  /** Returns it with the run in which it was found. */
  Problem in(String run) {
    return new Problem(kind, run + ": " + text);
  }
}
