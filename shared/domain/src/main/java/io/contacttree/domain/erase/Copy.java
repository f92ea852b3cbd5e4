package io.contacttree.domain.erase;

import java.time.Instant;
import java.util.Objects;

/**
 * A copy of what was erased, made before and out of reach of an erasure.
 *
 * @param where what holds it
 * @param until when it is gone there too, at the latest
 */
public record Copy(Where where, Instant until) {
  public Copy {
    Objects.requireNonNull(where);
    Objects.requireNonNull(until);
  }

  /** What holds copies. */
  public enum Where {
    /** What the table can be restored to. */
    POINT_IN_TIME_RECOVERY,
    /** Exports of the table. */
    EXPORTS,
    /** Messages that could not be worked on. */
    CONTACT_DEAD_LETTERS,
    /** Events that could not be delivered. */
    RULE_DEAD_LETTERS,
    /** What was told on the change bus. */
    CHANGE_ARCHIVE,
    /** Lines of the functions' logs. */
    LOGS
  }
}
