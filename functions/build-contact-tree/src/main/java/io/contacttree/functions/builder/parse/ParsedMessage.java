package io.contacttree.functions.builder.parse;

import io.contacttree.domain.claim.ClaimMessage;
import java.util.Objects;

/** What a queue message turned out to be (tree rules, section 7). */
public sealed interface ParsedMessage {

  /**
   * An event of Amazon Connect: a contact had ended.
   *
   * @param idsForNothing how many of the other contacts it names by an id that stands for nothing
   */
  record Ended(ClaimMessage message, int idsForNothing) implements ParsedMessage {
    public Ended {
      Objects.requireNonNull(message);
      if (idsForNothing < 0) {
        throw new IllegalArgumentException("a count is not below zero");
      }
    }
  }

  /** A claim that this system sent to itself. */
  record OwnClaim(ClaimMessage message) implements ParsedMessage {
    public OwnClaim {
      Objects.requireNonNull(message);
    }
  }

  /**
   * Provably no business of ours; it is acknowledged and counted.
   *
   * @param evidence what tells so
   */
  record NotOurs(Evidence evidence) implements ParsedMessage {
    /** What tells that a message is not ours. */
    public enum Evidence {
      /** The source is another than Amazon Connect. */
      SOURCE,
      /** Amazon Connect sends it about something else than a contact. */
      DETAIL_TYPE,
      /** It tells of something else than a contact's end. */
      EVENT_TYPE,
      /** It is about another instance than the configured one. */
      INSTANCE
    }
  }

  /**
   * Not readable; it is returned and reaches the dead-letter queue.
   *
   * @param flaw what is wrong with it
   */
  record Malformed(Flaw flaw) implements ParsedMessage {
    /** What is wrong with a message. */
    public enum Flaw {
      NOT_JSON,
      NOT_AN_OBJECT,
      DETAIL_MISSING,
      EVENT_TYPE_MISSING,
      INSTANCE_ARN_MISSING,
      /** No valid id follows {@code :instance/} in the ARN. */
      INSTANCE_ID_INVALID,
      CONTACT_ID_MISSING,
      /**
       * Empty, longer than 256 characters, with others than A-Z a-z 0-9 _ -, or one that stands for
       * nothing.
       */
      CONTACT_ID_INVALID,
      /** It says that it is a claim of this system, and is none. */
      CLAIM_INVALID
    }
  }
}
