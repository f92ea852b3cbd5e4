package io.contacttree.verification.simulator.scenario;

import io.contacttree.verification.simulator.time.Dice;
import java.time.Duration;

/**
 * How Amazon Connect reads its contacts out, where its documentation leaves that open.
 *
 * @param followsRelated whether lists follow related links
 * @param includesAsked whether the list of a contact holds the contact itself
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
    return new Reading(true, true, false, false, false, 100, 0, Duration.ZERO, Lag.OPEN);
  }

  /** Returns whether a contact that has just ended is unknown for a while. */
  public boolean deniesAtFirst() {
    return lag.isPositive() && lagKind == Lag.NOT_FOUND;
  }

  /** Returns whether a contact that has just ended is in no list for a while. */
  public boolean hidesAtFirst() {
    return lag.isPositive() && lagKind == Lag.ABSENT;
  }

  /** Returns any reading. */
  public static Reading any(Dice dice) {
    return new Reading(
        dice.chance(0.6),
        dice.chance(0.75),
        dice.chance(0.1),
        dice.chance(0.3),
        dice.chance(0.3),
        dice.oneOf(2, 3, 5, 100, 100),
        dice.any(),
        Duration.ofSeconds(dice.oneOf(0, 0, 0, 2, 8, 25, 60)),
        dice.oneOf(Lag.values()));
  }
}
