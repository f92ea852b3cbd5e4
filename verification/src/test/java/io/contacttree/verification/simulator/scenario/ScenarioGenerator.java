package io.contacttree.verification.simulator.scenario;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.verification.simulator.time.Dice;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes up the world of a seed. */
public final class ScenarioGenerator {
  private static final String LETTERS = "ABXYZabxyz0189_-";

  private final Dice dice;
  private final Troubles troubles;

  private ScenarioGenerator(Dice dice, Troubles troubles) {
    this.dice = dice;
    this.troubles = troubles;
  }

  /** Returns the scenario of a seed. */
  public static SimulatedScenario of(long seed) {
    Dice dice = Dice.of(seed, "scenario");
    Map<InstanceId, Map<ContactId, SimulatedContact>> instances = new TreeMap<>();
    Map<InstanceId, Map<ContactId, ListTrouble>> troubles = new TreeMap<>();
    Reading reading = dice.chance(0.3) ? Reading.plain() : Reading.any(dice);
    // Two instances may well use the same contact ids; their trees are never one.
    int count = dice.chance(0.1) ? 2 : 1;
    for (int number = 0; number < count; number++) {
      InstanceId instance = new InstanceId("instance-" + number);
      Dice ids = Dice.of(seed, "ids");
      Supplier<ContactId> unique = uniqueIds(ids);
      Troubles own = new Troubles(dice, unique);
      instances.put(instance, new ScenarioGenerator(dice, own).contacts(instance, reading, unique));
      troubles.put(instance, own.all());
    }
    return new SimulatedScenario(reading, instances, troubles);
  }

  private Map<ContactId, SimulatedContact> contacts(
      InstanceId instance, Reading reading, Supplier<ContactId> ids) {
    Lives lives = new Lives(dice, instance, reading);
    Map<ContactId, SimulatedContact> contacts = new TreeMap<>();
    for (int trees = dice.between(1, 4); trees > 0; trees--) {
      Instant begin =
          SimulatedTime.START.plus(dice.between(Duration.ofHours(1), Duration.ofHours(2)));
      List<ContactDraft> family = family(begin, reading, ids);
      for (ContactDraft draft : family) {
        contacts.put(draft.id, lives.live(draft, begin, family.size() == 1));
      }
    }
    return contacts;
  }

  /** Returns one tree, or a few that one contact joins. */
  private List<ContactDraft> family(Instant begin, Reading reading, Supplier<ContactId> ids) {
    Shapes shapes = new Shapes(dice, ids);
    Oddities oddities = new Oddities(dice, ids);
    List<ContactDraft> family = new ArrayList<>(shapes.grow(size(), begin));
    if (dice.chance(0.12)) {
      List<ContactDraft> other = shapes.grow(dice.between(1, 4), begin);
      ContactDraft joins = dice.chance(0.5) ? dice.oneOf(family) : shapes.grow(1, begin).getFirst();
      joins.previous = Optional.of(dice.oneOf(other).id);
      joins.related = Optional.of(dice.oneOf(family).id);
      if (!family.contains(joins)) {
        family.add(joins);
      }
      family.addAll(other);
    }
    oddities.bend(family, begin);
    if (reading.includesAsked() && dice.chance(0.12)) {
      family.addAll(secondLife(family, shapes));
    }
    troubles.befall(family);
    return family;
  }

  /** Weeks later some of the family are purged, and others go on. */
  private List<ContactDraft> secondLife(List<ContactDraft> family, Shapes shapes) {
    for (ContactDraft contact : family) {
      if (contact.fate == ContactDraft.Fate.TOLD && dice.chance(0.5)) {
        contact.fate = ContactDraft.Fate.TOLD_AND_PURGED;
      }
    }
    List<ContactDraft> later =
        shapes.grow(dice.between(1, 3), SimulatedScenario.PURGE.plus(Duration.ofHours(2)));
    ContactDraft first = later.getFirst();
    if (dice.chance(0.5)) {
      first.transferredFrom(dice.oneOf(family));
    } else {
      first.related = Optional.of(dice.oneOf(family).id);
    }
    return later;
  }

  private int size() {
    int sort = dice.between(0, 99);
    if (sort < 40) {
      return dice.between(1, 2);
    }
    if (sort < 80) {
      return dice.between(2, 5);
    }
    return sort < 98 ? dice.between(5, 14) : dice.between(20, 45);
  }

  private static Supplier<ContactId> uniqueIds(Dice dice) {
    Set<String> given = new HashSet<>();
    return () -> {
      StringBuilder text = new StringBuilder();
      do {
        text.setLength(0);
        for (int letter = 0; letter < 5; letter++) {
          text.append(LETTERS.charAt(dice.between(0, LETTERS.length() - 1)));
        }
      } while (!given.add(text.toString()));
      return new ContactId(text.toString());
    };
  }
}
