package io.contacttree.verification.simulator.scenario;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.verification.simulator.time.Dice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes trees odd: loops, dangling names, purged, silent and open contacts, equal times. */
final class Oddities {
  private static final Duration BEFORE_RETENTION = Duration.ofDays(800);

  private final Dice dice;
  private final Supplier<ContactId> ids;

  Oddities(Dice dice, Supplier<ContactId> ids) {
    this.dice = dice;
    this.ids = ids;
  }

  /**
   * Bends a tree.
   *
   * @param begin when the first of its contacts began
   */
  void bend(List<ContactDraft> tree, Instant begin) {
    if (dice.chance(0.12)) {
      dangle(tree);
    }
    if (dice.chance(0.08)) {
      ring(tree);
    }
    if (dice.chance(0.05)) {
      ContactDraft contact = dice.oneOf(tree);
      contact.previous = Optional.of(contact.id);
    }
    if (dice.chance(0.08)) {
      beginTogether(dice.oneOf(tree), dice.oneOf(tree));
    }
    if (dice.chance(0.1)) {
      purge(dice.chance(0.5) ? tree.getFirst() : dice.oneOf(tree), begin);
    }
    if (dice.chance(0.2)) {
      for (int count = dice.between(1, 3); count > 0; count--) {
        silence(dice.oneOf(tree), begin);
      }
    }
    if (dice.chance(0.07)) {
      leaveOpen(dice.oneOf(tree), begin);
    }
  }

  /** Some contacts name one that nobody knows; two of them may name the same one. */
  private void dangle(List<ContactDraft> tree) {
    ContactId absent = ids.get();
    for (int count = dice.between(1, 2); count > 0; count--) {
      ContactDraft contact = dice.oneOf(tree);
      switch (dice.between(0, 3)) {
        case 0 -> contact.previous = Optional.of(absent);
        case 1 -> contact.related = Optional.of(absent);
        case 2 -> contact.initial = Optional.of(absent);
        default -> {
          contact.previous = Optional.of(absent);
          contact.initial = Optional.of(absent);
          contact.related = Optional.empty();
        }
      }
    }
  }

  private void ring(List<ContactDraft> tree) {
    List<ContactDraft> ring =
        dice.shuffled(tree).subList(0, Math.min(tree.size(), dice.between(2, 3)));
    for (int at = 0; at < ring.size(); at++) {
      ContactDraft next = ring.get((at + 1) % ring.size());
      if (dice.chance(0.7)) {
        ring.get(at).previous = Optional.of(next.id);
      } else {
        ring.get(at).previous = Optional.empty();
        ring.get(at).related = Optional.of(next.id);
      }
    }
  }

  private static void beginTogether(ContactDraft one, ContactDraft other) {
    if (one.endedAt.filter(other.begunAt::isBefore).isPresent()) {
      one.begunAt = other.begunAt;
    }
  }

  private void purge(ContactDraft contact, Instant begin) {
    if (contact.fate != ContactDraft.Fate.TOLD) {
      return;
    }
    contact.fate = dice.chance(0.3) ? ContactDraft.Fate.PURGED_AND_TOLD : ContactDraft.Fate.PURGED;
    contact.begunAt = begin.minus(BEFORE_RETENTION).truncatedTo(ChronoUnit.MILLIS);
    contact.endedAt = Optional.of(contact.begunAt.plus(Duration.ofMinutes(3)));
  }

  private void silence(ContactDraft contact, Instant begin) {
    if (contact.fate != ContactDraft.Fate.TOLD) {
      return;
    }
    contact.fate = ContactDraft.Fate.SILENT;
    Instant end = begin.minus(dice.between(Duration.ofMinutes(2), Duration.ofMinutes(20)));
    contact.begunAt =
        end.minus(dice.between(Duration.ofSeconds(5), Duration.ofMinutes(20)))
            .truncatedTo(ChronoUnit.MILLIS);
    contact.endedAt = Optional.of(end.truncatedTo(ChronoUnit.MILLIS));
  }

  private void leaveOpen(ContactDraft contact, Instant begin) {
    if (contact.fate != ContactDraft.Fate.TOLD) {
      return;
    }
    contact.fate = ContactDraft.Fate.OPEN;
    contact.begunAt =
        begin
            .minus(dice.between(Duration.ofMinutes(2), Duration.ofMinutes(20)))
            .truncatedTo(ChronoUnit.MILLIS);
    contact.endedAt = Optional.empty();
  }
}
