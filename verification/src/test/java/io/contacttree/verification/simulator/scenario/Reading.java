package io.contacttree.verification.simulator.scenario;

import io.contacttree.verification.simulator.time.Dice;
import java.time.Duration;

/**
 * How Amazon Connect reads its contacts out, where its documentation leaves that open.
 *
 * @param followsRelated whether lists follow related links
 * @param includesAsked whether the list of a contact holds the contact itself
 * @param emptyWhenAlone whether the list of a contact that is associated with none is empty
 * @param repeatsEndToken whether the last page repeats a token instead of giving none
 * @param duplicates whether a page begins with the last contact of the page before
 * @param wholeSeconds whether lists give times without milliseconds
 * @param pageSize how many contacts a page holds
 * @param order what decides the order of a list
 * @param lag how long after its end a contact is shown as {@code lagKind} says
 * @param lagKind what is shown meanwhile
 */
public record Reading(
    boolean followsRelated,
    boolean includesAsked,
    boolean emptyWhenAlone,
    boolean repeatsEndToken,
    boolean duplicates,
    boolean wholeSeconds,
    int pageSize,
    long order,
    Duration lag,
    Lag lagKind) {

  /** What Amazon Connect shows of a contact that has just ended. */
  public enum Lag {
    OPEN,
    ABSENT,
    NOT_FOUND
  }

  /** Returns the documented reading: whole trees, the contact itself included, no lag. */
  public static Reading plain() {
    return new Reading(true, true, false, false, false, false, 100, 0, Duration.ZERO, Lag.OPEN);
  }

  /** Returns whether a contact that has just ended is unknown for a while. */
  public boolean deniesAtFirst() {
    return lag.isPositive() && lagKind == Lag.NOT_FOUND;
  }

  /**
   * Returns whether a list may leave out the contact that it was asked by. Then it depends on the
   * order of the events whether any list shows a contact; that is no matter where the contact's own
   * events tell all that lists do.
   */
  boolean mayOmitAsked() {
    return !includesAsked || emptyWhenAlone || (lag.isPositive() && lagKind == Lag.ABSENT);
  }

  /** Returns whether lists never show a contact that is associated with none. */
  boolean neverShowsOneAlone() {
    return !includesAsked || emptyWhenAlone;
  }

  /** Returns any reading. */
  public static Reading any(Dice dice) {
    Reading any =
        new Reading(
            dice.chance(0.6),
            dice.chance(0.7),
            dice.chance(0.25),
            dice.chance(0.1),
            dice.chance(0.3),
            dice.chance(0.3),
            dice.oneOf(2, 3, 5, 100, 100),
            dice.any(),
            Duration.ofSeconds(dice.oneOf(0, 0, 0, 2, 8, 25, 60)),
            dice.oneOf(Lag.values()));
    return any.mayOmitAsked() ? any.toTheMillisecond() : any;
  }

  private Reading toTheMillisecond() {
    return new Reading(
        followsRelated,
        includesAsked,
        emptyWhenAlone,
        repeatsEndToken,
        duplicates,
        false,
        pageSize,
        order,
        lag,
        lagKind);
  }
}
