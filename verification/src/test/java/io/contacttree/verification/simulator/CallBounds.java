package io.contacttree.verification.simulator;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.verification.simulator.oracle.ExpectedTree;
import io.contacttree.verification.simulator.scenario.Reading;
import io.contacttree.verification.simulator.scenario.SimulatedContact;
import io.contacttree.verification.simulator.scenario.SimulatedScenario;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How many calls to Amazon Connect a calm run may cost, settle reads apart (tree rules, section 9).
 *
 * <p>Only for one worker: two that have never heard of a tree may both ask for it.
 */
final class CallBounds {
  private CallBounds() {}

  /**
   * Returns what costs too much.
   *
   * @param backlog whether every event came after all contacts had ended
   */
  static List<Finding> problems(
      SimulatedScenario simulatedScenario,
      Simulation simulation,
      List<ExpectedTree> trees,
      boolean backlog) {
    Calls calls = simulation.calls();
    List<Finding> problems = new ArrayList<>();
    trees.forEach(tree -> checkNames(simulatedScenario, simulation, tree, problems));
    trees.forEach(tree -> checkSettleReads(simulatedScenario, calls, tree, problems));
    boolean listedAtOnce = isListedAtOnce(simulatedScenario.reading());
    simulatedScenario
        .instances()
        .forEach(
            (instance, contacts) ->
                contacts
                    .values()
                    .forEach(
                        contact ->
                            checkReferences(instance, contact, listedAtOnce, calls, problems)));
    boolean membersListed =
        simulatedScenario.instances().keySet().stream()
            .allMatch(instance -> simulatedScenario.troubledContacts(instance).isEmpty());
    if (backlog
        && membersListed
        && isListedInTime(simulatedScenario.reading())
        && !simulatedScenario.hasSecondLife()) {
      long most = trees.stream().mapToLong(tree -> lists(simulatedScenario, tree)).sum();
      if (calls.lists() > most) {
        problems.add(Finding.rule(calls.lists() + " lists for a backlog, not " + most));
      }
    }
    return problems;
  }

  /**
   * A named contact that is none is asked for once, or until there is an answer, at most once more
   * for each settle read; and again for each refresh.
   */
  private static void checkNames(
      SimulatedScenario simulatedScenario,
      Simulation simulation,
      ExpectedTree tree,
      List<Finding> problems) {
    InstanceId instance = tree.instance();
    Map<ContactId, SimulatedContact> contacts = simulatedScenario.contacts(instance);
    long refreshes =
        tree.members().stream().filter(id -> contacts.get(id).refreshAt().isPresent()).count();
    Set<ContactId> onlyNamed = new TreeSet<>(tree.missing());
    // Their own events ask, each time that they are returned.
    onlyNamed.removeAll(simulatedScenario.doomed(instance));
    for (ContactId name : onlyNamed) {
      int tries =
          simulatedScenario
              .trouble(instance, name)
              .map(trouble -> Math.min(trouble.times(), RunPlan.SETTLE_MAX) + 1)
              .orElse(1);
      int requests = simulation.connect().unanswered(instance, name);
      int lists = simulation.calls().listsBy(instance, name);
      if (Math.max(lists, requests) > tries + refreshes) {
        problems.add(
            Finding.rule(
                name
                    + " is only named and was asked for by "
                    + lists
                    + " lists, "
                    + requests
                    + " requests in vain, not "
                    + (tries + refreshes)));
      }
    }
  }

  /** Settle reads that are due for names alone ask by names alone. */
  private static void checkSettleReads(
      SimulatedScenario simulatedScenario, Calls calls, ExpectedTree tree, List<Finding> problems) {
    InstanceId instance = tree.instance();
    Map<ContactId, SimulatedContact> contacts = simulatedScenario.contacts(instance);
    boolean settled =
        simulatedScenario.reading().lag().isZero()
            // Else one that the list of a name did show is asked for the name's sake.
            && simulatedScenario.reading().includesAsked()
            && tree.isReadAtOnce()
            && tree.members().stream().map(contacts::get).allMatch(CallBounds::isSettledAtOnce);
    if (!settled) {
      return;
    }
    for (ContactId member : tree.members()) {
      int lists = calls.settleListsBy(instance, member);
      if (lists > 0 && simulatedScenario.trouble(instance, member).isEmpty()) {
        problems.add(
            Finding.rule(
                member + " was asked for by " + lists + " settle reads that were not due for it"));
      }
    }
  }

  private static boolean isSettledAtOnce(SimulatedContact contact) {
    return contact.endedAt().isPresent()
        && contact.purgedAt().isEmpty()
        && contact.refreshAt().isEmpty()
        && !contact.endNeverListed()
        && contact.listed().containsKey(Fact.CHANNEL)
        && contact.listed().containsKey(Fact.INITIATION_TIMESTAMP)
        && contact.references().stream().allMatch(reference -> reference.processedAt().isEmpty());
  }

  /**
   * One list shows all that Amazon Connect takes for associated; a contact or name that it does not
   * know is asked for once, and whoever asks for a refresh gets a list, of every name again too.
   */
  private static long lists(SimulatedScenario simulatedScenario, ExpectedTree tree) {
    Map<ContactId, SimulatedContact> contacts = simulatedScenario.contacts(tree.instance());
    Set<ContactId> components = new TreeSet<>();
    long lists = tree.missing().size();
    for (ContactId id : tree.answering()) {
      SimulatedContact contact = contacts.get(id);
      if (contact != null && !tree.missing().contains(id)) {
        List<SimulatedContact> component =
            Components.of(contacts, id, simulatedScenario.reading().followsRelated(), Instant.MAX);
        boolean purged = contact.purgedAt().isPresent();
        if (purged) {
          // By its own event, or as a name before that came.
          lists++;
        } else {
          components.add(earliest(component));
        }
        if (contact.refreshAt().isPresent()) {
          // Whom the list by its own id leaves out is shown by another's alone.
          lists += (simulatedScenario.reading().includesAsked() ? 1 : 2) + tree.missing().size();
        }
      }
    }
    return lists + components.size() + namedTooEarly(tree, contacts);
  }

  /**
   * Returns how many members had not begun when somebody first asked for a refresh, although others
   * that had already named them: each was asked for in vain.
   */
  private static long namedTooEarly(ExpectedTree tree, Map<ContactId, SimulatedContact> contacts) {
    List<SimulatedContact> members =
        tree.answering().stream()
            .flatMap(id -> Optional.ofNullable(contacts.get(id)).stream())
            .toList();
    Instant first =
        members.stream()
            .flatMap(member -> member.refreshAt().stream())
            .min(Comparator.naturalOrder())
            .orElse(Instant.MAX);
    Set<ContactId> named = new TreeSet<>();
    members.stream()
        .filter(member -> member.hasBegun(first))
        .forEach(member -> named.addAll(member.namesInLists(true)));
    return members.stream()
        .filter(member -> !member.hasBegun(first) && named.contains(member.id()))
        .count();
  }

  /** Returns whether the first list for a contact shows it; events wait for the window. */
  private static boolean isListedAtOnce(Reading reading) {
    return reading.includesAsked() && !reading.emptyWhenAlone() && isListedInTime(reading);
  }

  private static boolean isListedInTime(Reading reading) {
    return (reading.lagKind() == Reading.Lag.OPEN || reading.lag().compareTo(RunPlan.WINDOW) < 0);
  }

  private static void checkReferences(
      InstanceId instance,
      SimulatedContact contact,
      boolean listedAtOnce,
      Calls calls,
      List<Finding> problems) {
    if (contact.endedAt().isEmpty()) {
      return;
    }
    // Once it has ended, and again for each claim of a later time.
    Instant end = contact.endedAt().get();
    long later =
        contact.events().stream()
            .map(event -> SimulatedMessages.ended(instance, event, event.emittedAt()))
            .map(Claim.Ended::referencesFrom)
            .filter(end::isBefore)
            .distinct()
            .count();
    // A channel that only the contact's own events say, or only another's list, may become known
    // after the first read, and with it which types of references there are.
    long channel = contact.listed().containsKey(Fact.CHANNEL) && listedAtOnce ? 0 : 1;
    // That Amazon Connect does not know it is no definite answer: each of its events asks again.
    long unknown =
        contact.purgedAt().filter(SimulatedTime.START::equals).isPresent()
            ? contact.events().size() - 1L
            : 0;
    long most = 1 + later + channel + unknown + (contact.refreshAt().isPresent() ? 1 : 0);
    int reads = calls.referenceReads(instance, contact.id());
    if (reads > most) {
      problems.add(
          Finding.rule(
              "references of " + contact.id() + " were read " + reads + " times, not " + most));
    }
  }

  private static ContactId earliest(List<SimulatedContact> component) {
    return component.stream()
        .map(SimulatedContact::id)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }
}
