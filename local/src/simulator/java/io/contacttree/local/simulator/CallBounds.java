package io.contacttree.local.simulator;

import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.flow.Claim;
import io.contacttree.local.simulator.oracle.ExpectedTree;
import io.contacttree.local.simulator.scenario.Scenario;
import io.contacttree.local.simulator.scenario.SimulatedContact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
  static List<String> problems(
      Scenario scenario, Calls calls, List<ExpectedTree> trees, boolean backlog) {
    List<String> problems = new ArrayList<>();
    scenario
        .instances()
        .forEach(
            (instance, contacts) ->
                contacts
                    .values()
                    .forEach(contact -> checkReferences(instance, contact, calls, problems)));
    // One list shows a whole tree; a name that no list holds is asked for once.
    long lists = trees.stream().mapToLong(tree -> 1 + tree.missing().size()).sum();
    boolean wholeTrees = scenario.reading().followsRelated() && scenario.reading().includesAsked();
    if (backlog && wholeTrees && !scenario.hasSecondLife() && calls.lists() > lists) {
      problems.add(calls.lists() + " lists for a backlog, not " + lists);
    }
    return problems;
  }

  private static void checkReferences(
      InstanceId instance, SimulatedContact contact, Calls calls, List<String> problems) {
    if (contact.endedAt().isEmpty()) {
      return;
    }
    // Once it has ended, and again for each claim of a later time.
    Instant end = contact.endedAt().get();
    long later =
        contact.events().stream()
            .map(event -> Messages.ended(instance, event, event.emittedAt()))
            .map(Claim.Ended::referencesFrom)
            .filter(end::isBefore)
            .distinct()
            .count();
    long most = 1 + later + (contact.refreshAt().isPresent() ? 1 : 0);
    int reads = calls.referenceReads(instance, contact.id());
    if (reads > most) {
      problems.add("references of " + contact.id() + " were read " + reads + " times, not " + most);
    }
  }
}
