package io.contacttree.domain.claim;

/** What became of one message; only a returned one is delivered again. */
public sealed interface Outcome {

  /** The store knew all of it already; nothing was read from Amazon Connect and nothing written. */
  record Satisfied() implements Outcome {}

  /** What it brought is written. */
  record Stored() implements Outcome {}

  /**
   * Another message stands for it from now on.
   *
   * @param by what that message is
   */
  record Forwarded(By by) implements Outcome {
    /** The kinds of messages that a claim is forwarded by. */
    public enum By {
      /** It was not yet time. */
      DELAYED,
      /** Another worker is reading this tree just now. */
      LEASE_HELD,
      /** The time of this invocation ran out. */
      CONTINUATION,
      /** Something is missing and will be read again. */
      SETTLE
    }
  }

  /**
   * It must be delivered again.
   *
   * @param reason why
   */
  record Returned(Reason reason) implements Outcome {
    /** Why a message goes back. */
    public enum Reason {
      /** Amazon Connect throttled the list for longer than we could wait. */
      LIST_THROTTLED,
      /** Amazon Connect did not answer the list. */
      LIST_UNAVAILABLE,
      /** We are not allowed to list. */
      LIST_REFUSED,
      /** Amazon Connect called the list request wrong. */
      LIST_INVALID,
      /** The table did not answer. */
      STORE_UNAVAILABLE,
      /** Other writers were faster too often. */
      STORE_CONTENDED,
      /** Other workers have held the lease of its tree for longer than any tree takes. */
      LEASE_HELD,
      /** The queue did not take the message that would have forwarded this one. */
      QUEUE_UNAVAILABLE,
      /** The time of this invocation ran out before its turn. */
      OUT_OF_TIME
    }
  }
}
