package io.contacttree.local.simulator;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.local.simulator.time.Dice;
import io.contacttree.local.simulator.time.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Decides at each step whether a fault strikes. */
final class Faults {
  /** One less than the attempts of a request: after so many failures the next one goes through. */
  private static final int MOST_IN_A_ROW = 2;

  private final FaultPlan plan;
  private final Dice dice;
  private final VirtualTime time;
  private final Map<ContactId, Integer> inARow = new HashMap<>();
  private final Map<ContactId, Integer> lostReads = new HashMap<>();
  private int crashes;

  Faults(FaultPlan plan, Dice dice, VirtualTime time) {
    this.plan = plan;
    this.dice = dice;
    this.time = time;
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
    return strikes;
  }

  boolean tableFails(Worker worker) {
    return isActive() && plan.outages().stream().anyMatch(at -> at.covers(time.instant()))
        || (worker.mayFail() && strikes(plan.tableFails()));
  }

  boolean answerLost(Worker worker) {
    return worker.mayFail() && strikes(plan.answerLost());
  }

  boolean tornLoad() {
    return strikes(plan.tornLoad());
  }

  boolean needlessConflict() {
    return strikes(plan.needlessConflict());
  }

  boolean queueFails(Worker worker) {
    return worker.mayFail() && strikes(plan.queueFails());
  }

  boolean queueTookItAllTheSame() {
    return dice.chance(0.5);
  }

  boolean leaseLost() {
    return strikes(plan.leaseLost());
  }

  boolean deleteLost() {
    return strikes(plan.deleteLost());
  }

  /** Returns what a worker's clock is wrong by from now on. */
  Duration clockError(Duration before) {
    if (!isActive()) {
      return Duration.ZERO;
    }
    return dice.chance(plan.clockMoves())
        ? dice.between(plan.mostClockError().negated(), plan.mostClockError())
        : before;
  }

  /** Returns the trouble that a request meets instead of its answer. */
  <T> Optional<Reply<T>> reply(Api api, ContactId contact) {
    if (isActive() && plan.storms().stream().anyMatch(at -> at.covers(time.instant()))) {
      return Optional.of(dice.chance(0.8) ? new Reply.TooMany<>() : new Reply.Broken<>());
    }
    if (!strikes(plan.requestFails())
        || (api == Api.LIST_CONTACT_REFERENCES && !mayLose(contact))) {
      inARow.remove(contact);
      return Optional.empty();
    }
    return Optional.of(
        api == Api.LIST_ASSOCIATED_CONTACTS && dice.chance(0.5)
            ? new Reply.TooMany<>()
            : new Reply.Broken<>());
  }

  private boolean mayLose(ContactId contact) {
    int failed = inARow.merge(contact, 1, Integer::sum);
    if (failed <= MOST_IN_A_ROW) {
      return true;
    }
    inARow.remove(contact);
    return lostReads.merge(contact, 1, Integer::sum) <= plan.lostReadsEach();
  }

  private boolean strikes(double probability) {
    return isActive() && dice.chance(probability);
  }

  private boolean isActive() {
    return time.instant().isBefore(plan.until());
  }
}
