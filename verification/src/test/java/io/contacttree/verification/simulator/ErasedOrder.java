package io.contacttree.verification.simulator;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.domain.tree.TreeState;
import io.contacttree.verification.simulator.oracle.ActualTree;
import io.contacttree.verification.simulator.oracle.Difference;
import io.contacttree.verification.simulator.oracle.ExpectedTree;
import io.contacttree.verification.simulator.oracle.Oracle;
import io.contacttree.verification.simulator.scenario.SimulatedContact;
import io.contacttree.verification.simulator.scenario.SimulatedEvent;
import io.contacttree.verification.simulator.scenario.SimulatedScenario;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What must hold after contacts were erased while others were built: nothing of them is left, and
 * of all others everything is there.
 *
 * <p>Whether two others are one tree may depend on whether what links them was known before an
 * erased contact was erased. So they must be one where they are one for who never learns anything
 * from the erased contacts, and may be where they are for who knows all.
 */
final class ErasedOrder {
  /** Their values are words that stand in anything. */
  private static final Set<Fact> WORDS =
      EnumSet.of(Fact.CHANNEL, Fact.INITIATION_METHOD, Fact.DISCONNECT_REASON);

  private final SimulatedScenario simulatedScenario;
  private final Simulation simulation;
  private final Instant last;
  private final List<Finding> found = new ArrayList<>();

  private ErasedOrder(SimulatedScenario simulatedScenario, Simulation simulation) {
    this.simulatedScenario = simulatedScenario;
    this.simulation = simulation;
    this.last = simulation.time().instant().plus(SimulatedTime.LONG);
  }

  static List<Finding> problems(
      SimulatedScenario simulatedScenario, Simulation simulation, List<Erasures.Planned> planned) {
    ErasedOrder order = new ErasedOrder(simulatedScenario, simulation);
    for (Erasures.Planned call : planned) {
      if (order.load(call.instance(), Set.of(call.contact())).erased().isEmpty()) {
        order.found.add(Finding.resurrected(call + " did not erase it"));
      }
    }
    simulatedScenario.instances().keySet().forEach(order::check);
    return order.found;
  }

  private LoadedTrees load(InstanceId instance, Set<ContactId> ids) {
    return simulation.table().load(instance, ids);
  }

  private void check(InstanceId instance) {
    Map<ContactId, SimulatedContact> world = simulatedScenario.contacts(instance);
    Set<ContactId> ids = new TreeSet<>(world.keySet());
    world.values().forEach(contact -> ids.addAll(names(contact)));
    LoadedTrees loaded = load(instance, ids);
    boolean settles = simulatedScenario.doomed(instance).isEmpty();
    loaded.trees().values().forEach(tree -> check(tree, loaded.erased(), settles));
    for (ContactId erased : loaded.erased()) {
      Optional.ofNullable(world.get(erased))
          .ifPresent(contact -> search(instance, contact, loaded.erased(), world));
    }
    if (simulatedScenario.doomed(instance).isEmpty()) {
      checkOthers(instance, loaded, world);
    }
  }

  /** A settle read by a doomed contact may be given up. */
  private void check(StoredTree tree, Set<ContactId> erased, boolean settles) {
    ContactTree document = tree.document();
    Set<ContactId> back = new TreeSet<>(erased);
    back.retainAll(tree.known().contacts().keySet());
    if (!back.isEmpty()) {
      found.add(Finding.resurrected(back + " are members of " + tree.treeId()));
    }
    if (settles && document.state() == TreeState.SETTLING) {
      found.add(Finding.stuck("the tree of " + tree.known().contacts().keySet()));
    }
    ContactTree derived =
        new TreeAssembler(RunPlan.SETTLE_MAX, ReferenceTypes.DOCUMENTED)
            .assemble(tree.known(), document.revision(), document.writtenAt());
    if (!derived.equals(document)) {
      found.add(Finding.divergent("tree " + tree.treeId() + " does not follow from what is known"));
    }
  }

  /** Looks for the values of an erased contact that no other contact has. */
  private void search(
      InstanceId instance,
      SimulatedContact contact,
      Set<ContactId> erased,
      Map<ContactId, SimulatedContact> world) {
    Set<String> values = values(contact);
    erased.forEach(id -> values.remove(id.value()));
    world.values().stream()
        .filter(other -> !other.id().equals(contact.id()))
        .forEach(
            other -> {
              values.removeAll(values(other));
              values.removeAll(times(other));
            });
    world.keySet().forEach(id -> values.remove(id.value()));
    for (String text : simulation.table().texts(instance)) {
      for (String value : values) {
        if (text.contains(value)) {
          found.add(Finding.resurrected(value + " of erased " + contact.id() + " is in " + text));
        }
      }
    }
  }

  private static Set<String> values(SimulatedContact contact) {
    Set<String> values = new HashSet<>();
    Stream.concat(Stream.of(contact.listed()), contact.events().stream().map(SimulatedEvent::facts))
        .flatMap(facts -> facts.entrySet().stream())
        .filter(fact -> !WORDS.contains(fact.getKey()))
        .forEach(fact -> values.add(fact.getValue()));
    contact
        .references()
        .forEach(
            reference ->
                Stream.of(reference.name(), reference.value(), reference.arn())
                    .flatMap(Optional::stream)
                    .forEach(values::add));
    // What is that short stands in anything, and whole seconds are the times of other events too.
    values.removeIf(value -> value.length() < 5 || value.endsWith(".000Z"));
    return values;
  }

  /** When events of a contact say that something was, which is kept with what they say. */
  private static Set<String> times(SimulatedContact contact) {
    Set<String> times = new HashSet<>();
    for (SimulatedEvent event : contact.events()) {
      Stream.of(Optional.of(event.time()), event.afterWorkUntil(), event.disconnectedAt())
          .flatMap(Optional::stream)
          .forEach(at -> times.add(at.toString()));
    }
    return times;
  }

  private static Set<ContactId> names(SimulatedContact contact) {
    return contact.namesInLists(true);
  }

  private void checkOthers(
      InstanceId instance, LoadedTrees loaded, Map<ContactId, SimulatedContact> world) {
    List<ExpectedTree> most = Oracle.trees(simulatedScenario, instance, last);
    List<ExpectedTree> least =
        Oracle.treesWithout(simulatedScenario, instance, last, loaded.erased());
    Map<ContactId, ContactId> together = new HashMap<>();
    for (ExpectedTree tree : least) {
      for (ContactId id : tree.members()) {
        if (loaded.erased().contains(id) || world.get(id).events().isEmpty()) {
          continue;
        }
        if (loaded.treeOf(id).filter(stored -> stored.known().contact(id).isPresent()).isEmpty()) {
          found.add(simulation.lost(instance, id + " is in no document"));
          continue;
        }
        ContactTree document = loaded.treeOf(id).orElseThrow().document();
        List<String> actual = ActualTree.linesOf(document, id);
        List<String> without = tree.linesOf(id);
        List<String> with = linesOf(most, id);
        // A refresh of an erased contact may ask by this one, which may be purged.
        List<String> notGone =
            actual.stream()
                .map(
                    line ->
                        line.replace(
                            "references of " + id + " GONE", "references of " + id + " FETCHED"))
                .toList();
        if (Stream.of(actual, notGone).noneMatch(List.of(without, with)::contains)) {
          found.add(Finding.divergent(id + ":\n" + Difference.between(with, actual)));
        }
        ContactId representative = tree.answering().iterator().next();
        ContactId root = together.getOrDefault(representative, document.treeId());
        together.put(representative, root);
        if (!root.equals(document.treeId())) {
          found.add(Finding.divergent(id + " is in " + document.treeId() + ", not in " + root));
        }
      }
    }
    for (StoredTree tree : loaded.trees().values()) {
      Set<ContactId> members = new TreeSet<>(tree.known().contacts().keySet());
      if (most.stream().noneMatch(expected -> expected.members().containsAll(members))) {
        found.add(Finding.divergent(members + " were never one tree"));
      }
    }
  }

  private static List<String> linesOf(List<ExpectedTree> trees, ContactId id) {
    return trees.stream()
        .filter(tree -> tree.members().contains(id))
        .findFirst()
        .map(tree -> tree.linesOf(id))
        .orElse(List.of());
  }
}
