package io.contacttree.verification.simulator.scenario;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.verification.simulator.time.Dice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes lists of some contacts fail: of such as are only named, and of such as have events. */
final class Troubles {
  /** A name is asked for once and by each settle read: the last try is answered. */
  private static final int MOST_FOR_NAMES = 3;

  /** Two deliveries of a message fail, each after as many attempts as the adapter makes. */
  private static final int MOST_FOR_CLAIMS = 6;

  private final Dice dice;
  private final Supplier<ContactId> ids;
  private final Map<ContactId, ListTrouble> troubles = new TreeMap<>();

  Troubles(Dice dice, Supplier<ContactId> ids) {
    this.dice = dice;
    this.ids = ids;
  }

  /** Returns which contacts have what trouble. */
  Map<ContactId, ListTrouble> all() {
    return Collections.unmodifiableMap(troubles);
  }

  /** Makes the lists of some contacts of a family fail, or of such as it names. */
  void befall(List<ContactDraft> family) {
    if (!dice.chance(0.2)) {
      return;
    }
    switch (dice.between(0, 9)) {
      case 0, 1, 2, 3 -> nameOne(family);
      case 4 -> nameOneEach(family);
      case 5, 6 -> of(family, ContactDraft.Fate.SILENT).ifPresent(draft -> add(draft.id));
      case 7, 8 ->
          of(family, ContactDraft.Fate.TOLD)
              .ifPresent(draft -> troubles.put(draft.id, forAWhile(MOST_FOR_CLAIMS)));
      default ->
          of(family, ContactDraft.Fate.TOLD).ifPresent(draft -> troubles.put(draft.id, forEver()));
    }
  }

  /** One or two contacts name one that is no contact, or of which nobody can say. */
  private void nameOne(List<ContactDraft> family) {
    ContactId named = ids.get();
    add(named);
    for (int count = dice.between(1, 2); count > 0; count--) {
      name(dice.oneOf(family), named);
    }
  }

  private void nameOneEach(List<ContactDraft> family) {
    for (ContactDraft draft : family) {
      if (dice.chance(0.6)) {
        ContactId named = ids.get();
        add(named);
        name(draft, named);
      }
    }
  }

  private void name(ContactDraft draft, ContactId named) {
    switch (dice.between(0, 2)) {
      case 0 -> draft.previous = Optional.of(named);
      case 1 -> draft.related = Optional.of(named);
      default -> draft.initial = Optional.of(named);
    }
  }

  private void add(ContactId id) {
    troubles.put(id, dice.chance(0.5) ? forEver() : forAWhile(MOST_FOR_NAMES));
  }

  private ListTrouble forEver() {
    return new ListTrouble(dice.oneOf(ListTrouble.Kind.values()), ListTrouble.FOR_EVER);
  }

  private ListTrouble forAWhile(int most) {
    return new ListTrouble(dice.oneOf(ListTrouble.Kind.values()), dice.between(1, most));
  }

  private Optional<ContactDraft> of(List<ContactDraft> family, ContactDraft.Fate fate) {
    List<ContactDraft> some = new ArrayList<>(family);
    some.removeIf(draft -> draft.fate != fate);
    return some.isEmpty() ? Optional.empty() : Optional.of(dice.oneOf(some));
  }
}
