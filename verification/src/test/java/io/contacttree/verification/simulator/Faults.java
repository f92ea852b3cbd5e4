package io.contacttree.verification.simulator;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.verification.simulator.time.Dice;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Decides at each step whether a fault strikes. */
final class Faults {
  /** One less than the attempts of a request: after so many failures the next one goes through. */
  private static final int MOST_IN_A_ROW = 2;

  /** Of the four tries of a named contact's list; so that one of them has an answer. */
  private static final int MOST_LOST_TRIES = 2;

  private final FaultPlan plan;
  private final Dice dice;
  private final SimulatedTime time;
  private final Happenings happenings;
  private final Map<ContactId, Integer> inARow = new HashMap<>();
  private final Map<ContactId, Integer> lostReads = new HashMap<>();
  private final Map<ContactId, Integer> lostTries = new HashMap<>();
  private int crashes;

  Faults(FaultPlan plan, Dice dice, SimulatedTime time, Happenings happenings) {
    this.plan = plan;
    this.dice = dice;
    this.time = time;
    this.happenings = happenings;
  }

  /** Returns how long a call takes. */
  Duration latency() {
    // One in a while takes much longer than the others.
    Duration usual = isActive() ? plan.slowest() : FaultPlan.none().slowest();
    Duration slowest = dice.chance(0.05) ? usual : usual.dividedBy(10);
    return dice.between(Duration.ofMillis(1), slowest.plusMillis(2));
  }

  boolean crashes() {
    boolean strikes = crashes < plan.mostCrashes() && strikes(plan.crash());
    crashes += strikes ? 1 : 0;
    return counted(Happening.CRASH, strikes);
  }

  boolean tableFails(Worker worker) {
    boolean down = isActive() && plan.outages().stream().anyMatch(at -> at.covers(time.instant()));
    return counted(
        Happening.TABLE_FAILED, down || (worker.mayFail() && strikes(plan.tableFails())));
  }

  boolean answerLost(Worker worker) {
    return counted(Happening.WRITE_ANSWER_LOST, worker.mayFail() && strikes(plan.answerLost()));
  }

  boolean tornLoad() {
    return counted(Happening.TORN_LOAD, strikes(plan.tornLoad()));
  }

  boolean needlessConflict() {
    return counted(Happening.NEEDLESS_CONFLICT, strikes(plan.needlessConflict()));
  }

  boolean queueFails(Worker worker) {
    return counted(Happening.SEND_FAILED, worker.mayFail() && strikes(plan.queueFails()));
  }

  boolean queueTookItAllTheSame() {
    return counted(Happening.SEND_ANSWER_LOST, dice.chance(0.5));
  }

  boolean leaseLost() {
    return counted(Happening.LEASE_LOST, strikes(plan.leaseLost()));
  }

  boolean deleteLost() {
    return counted(Happening.ACKNOWLEDGEMENT_LOST, strikes(plan.deleteLost()));
  }

  /** Returns what a worker's clock is wrong by from now on. */
  Duration clockError(Duration before) {
    if (!isActive()) {
      return Duration.ZERO;
    }
    return counted(Happening.CLOCK_JUMPED, dice.chance(plan.clockMoves()))
        ? dice.between(plan.mostClockError().negated(), plan.mostClockError())
        : before;
  }

  /**
   * Returns the trouble that a request meets instead of its answer.
   *
   * @param mostTries how often this is asked at most where it has no answer
   */
  <T> Optional<Reply<T>> reply(Api api, ContactId contact, int mostTries) {
    boolean once = mostTries == 1;
    if (isActive()
        && plan.storms().stream().anyMatch(at -> at.covers(time.instant()))
        && (!once || mayLoseTry(contact))) {
      return Optional.of(trouble(dice.chance(0.8)));
    }
    if (!strikes(plan.requestFails())
        || (api == Api.LIST_CONTACT_REFERENCES && !mayLose(contact))
        || (once && !mayLoseTry(contact))) {
      inARow.remove(contact);
      return Optional.empty();
    }
    return Optional.of(trouble(api == Api.LIST_ASSOCIATED_CONTACTS && dice.chance(0.5)));
  }

  private <T> Reply<T> trouble(boolean tooMany) {
    happenings.add(tooMany ? Happening.TOO_MANY_REQUESTS : Happening.NO_ANSWER);
    return tooMany ? new Reply.TooMany<>() : new Reply.Broken<>();
  }

  private boolean counted(Happening happening, boolean strikes) {
    if (strikes) {
      happenings.add(happening);
    }
    return strikes;
  }

  /** Counts something that needed no fault of its own. */
  void met(Happening happening) {
    happenings.add(happening);
  }

  private boolean mayLose(ContactId contact) {
    int failed = inARow.merge(contact, 1, Integer::sum);
    if (failed <= MOST_IN_A_ROW) {
      return true;
    }
    inARow.remove(contact);
    return lostReads.merge(contact, 1, Integer::sum) <= plan.lostReadsEach();
  }

  private boolean mayLoseTry(ContactId contact) {
    return lostTries.merge(contact, 1, Integer::sum) <= MOST_LOST_TRIES;
  }

  private boolean strikes(double probability) {
    return isActive() && dice.chance(probability);
  }

  private boolean isActive() {
    return time.instant().isBefore(plan.until());
  }
}
