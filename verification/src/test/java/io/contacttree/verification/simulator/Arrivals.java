package io.contacttree.verification.simulator;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.verification.simulator.scenario.SimulatedContact;
import io.contacttree.verification.simulator.scenario.SimulatedEvent;
import io.contacttree.verification.simulator.scenario.SimulatedScenario;
import io.contacttree.verification.simulator.time.Dice;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Brings events to the queue: late, twice, in any order; and what people ask for. */
final class Arrivals {
  private final RunPlan plan;
  private final Dice dice;
  private final SimulatedTime time;
  private final SimulatedQueue queue;
  private final Happenings happenings;

  Arrivals(
      RunPlan plan, Dice dice, SimulatedTime time, SimulatedQueue queue, Happenings happenings) {
    this.plan = plan;
    this.dice = dice;
    this.time = time;
    this.queue = queue;
    this.happenings = happenings;
  }

  /** Plans the arrival of every event of a scenario. */
  void plan(SimulatedScenario simulatedScenario) {
    Instant firstOver = RunPlan.last(simulatedScenario, SimulatedTime.START).plusSeconds(60);
    Instant allOver = RunPlan.last(simulatedScenario, SimulatedScenario.PURGE).plusSeconds(60);
    simulatedScenario
        .instances()
        .forEach(
            (instance, contacts) -> {
              RunPlan.events(contacts)
                  .forEach(
                      event ->
                          plan(
                              instance,
                              event,
                              event.emittedAt().isBefore(SimulatedScenario.PURGE)
                                  ? firstOver
                                  : allOver));
              contacts.values().forEach(contact -> refresh(instance, contact));
            });
  }

  /** Somebody knows of late references and asks for them. */
  private void refresh(InstanceId instance, SimulatedContact contact) {
    contact.refreshAt().ifPresent(at -> time.at(at, () -> ask(instance, contact.id(), true)));
  }

  private void plan(InstanceId instance, SimulatedEvent event, Instant allOver) {
    Instant arrival =
        switch (plan.arrival()) {
          case LIVE -> event.emittedAt().plus(dice.between(Duration.ZERO, Duration.ofSeconds(2)));
          case LATE ->
              event
                  .emittedAt()
                  .plus(
                      dice.chance(0.3)
                          ? dice.between(Duration.ZERO, Duration.ofMinutes(50))
                          : dice.between(Duration.ZERO, Duration.ofSeconds(20)));
          case BACKLOG -> allOver.plus(dice.between(Duration.ZERO, Duration.ofSeconds(30)));
        };
    time.at(arrival, () -> send(instance, event));
    if (dice.chance(plan.duplicates())) {
      happenings.add(Happening.EVENT_TWICE);
      Instant again = arrival.plus(dice.between(Duration.ZERO, Duration.ofMinutes(40)));
      time.at(again, () -> send(instance, event));
    }
    if (dice.chance(plan.requests())) {
      Instant asked =
          event.emittedAt().plus(dice.between(Duration.ofMinutes(-5), Duration.ofMinutes(40)));
      // A rebuild would ask for purged contacts anew.
      boolean refresh = dice.chance(0.6) || asked.isAfter(SimulatedScenario.PURGE);
      time.at(asked, () -> ask(instance, event.contact(), refresh));
    }
  }

  private void send(InstanceId instance, SimulatedEvent event) {
    Instant now = now();
    queue.send(
        SimulatedMessages.ended(instance, event, now),
        ClaimMessage.Trail.begun(now),
        RunPlan.WINDOW);
  }

  private void ask(InstanceId instance, ContactId contact, boolean refresh) {
    happenings.add(Happening.REQUEST);
    Instant now = now();
    queue.send(
        refresh
            ? new Claim.Observe(instance, contact, now, Optional.empty())
            : new Claim.Rebuild(instance, contact, now),
        ClaimMessage.Trail.begun(now),
        RunPlan.WINDOW);
  }

  private Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
