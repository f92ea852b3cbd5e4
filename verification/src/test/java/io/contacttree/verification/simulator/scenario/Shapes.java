package io.contacttree.verification.simulator.scenario;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.verification.simulator.time.Dice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Grows trees as Amazon Connect makes them: chains, fans, follow-ups, mail threads, chats. */
final class Shapes {
  private final Dice dice;
  private final Supplier<ContactId> ids;

  private enum Style {
    CHAIN,
    FAN,
    BUSH,
    FOLLOW_UPS,
    EMAIL,
    CHAT,
    MIXED
  }

  Shapes(Dice dice, Supplier<ContactId> ids) {
    this.dice = dice;
    this.ids = ids;
  }

  /** Returns a tree without oddities, its contacts in the order in which they were created. */
  List<ContactDraft> grow(int size, Instant begin) {
    Style style = dice.oneOf(Style.values());
    List<ContactDraft> tree = new ArrayList<>();
    ContactDraft root = new ContactDraft(ids.get(), begin.truncatedTo(ChronoUnit.MILLIS));
    root.channel =
        switch (style) {
          case EMAIL -> "EMAIL";
          case CHAT -> "CHAT";
          case CHAIN, FAN, BUSH, FOLLOW_UPS, MIXED ->
              dice.oneOf("VOICE", "VOICE", "VOICE", "CHAT", "TASK", "EMAIL", "HOLOGRAM");
        };
    root.method = dice.oneOf("INBOUND", "INBOUND", "OUTBOUND", "API", "TELEPATHY");
    root.endedAt = Optional.of(end(root, Optional.empty()));
    tree.add(root);
    while (tree.size() < size) {
      tree.add(next(style, tree));
    }
    return tree;
  }

  private ContactDraft next(Style style, List<ContactDraft> tree) {
    ContactDraft parent =
        switch (style) {
          case CHAIN, EMAIL -> tree.getLast();
          case FAN -> tree.getFirst();
          case BUSH, FOLLOW_UPS, CHAT, MIXED -> dice.oneOf(tree);
        };
    Instant begin =
        parent.begunAt.plus(dice.between(Duration.ofMillis(500), Duration.ofMinutes(4)));
    ContactDraft contact = new ContactDraft(ids.get(), begin.truncatedTo(ChronoUnit.MILLIS));
    contact.channel = parent.channel;
    switch (style) {
      case CHAIN, FAN, BUSH -> transfer(contact, parent);
      case FOLLOW_UPS -> followUp(contact, parent);
      case EMAIL -> mail(contact, parent);
      case CHAT -> chat(contact, parent);
      case MIXED -> {
        switch (dice.between(0, 4)) {
          case 0 -> transfer(contact, parent);
          case 1 -> followUp(contact, parent);
          case 2 -> mail(contact, parent);
          case 3 -> chat(contact, parent);
          default -> {
            contact.initial = Optional.of(tree.getFirst().id);
            contact.method = "DISCONNECT";
          }
        }
      }
    }
    contact.endedAt = Optional.of(end(contact, parent.endedAt));
    return contact;
  }

  private void transfer(ContactDraft contact, ContactDraft from) {
    contact.transferredFrom(from);
    contact.method = dice.oneOf("TRANSFER", "TRANSFER", "QUEUE_TRANSFER", "CALLBACK", "DISCONNECT");
  }

  private void followUp(ContactDraft contact, ContactDraft of) {
    if (dice.chance(0.3)) {
      transfer(contact, of);
      return;
    }
    contact.related = Optional.of(of.id);
    contact.channel = dice.oneOf("TASK", of.channel);
    contact.method = "API";
  }

  private void mail(ContactDraft contact, ContactDraft of) {
    contact.channel = "EMAIL";
    contact.related = Optional.of(of.id);
    contact.method = dice.oneOf("INBOUND", "AGENT_REPLY");
    if (dice.chance(0.3)) {
      transfer(contact, of);
    }
  }

  private void chat(ContactDraft contact, ContactDraft of) {
    contact.channel = "CHAT";
    if (dice.chance(0.4)) {
      transfer(contact, of);
      return;
    }
    // A customer comes back to a persistent chat hours later.
    contact.related = Optional.of(of.id);
    contact.method = "API";
    contact.begunAt =
        contact
            .begunAt
            .plus(dice.between(Duration.ZERO, Duration.ofHours(5)))
            .truncatedTo(ChronoUnit.MILLIS);
  }

  /** Ends often come in bursts: everybody hangs up at once. */
  private Instant end(ContactDraft contact, Optional<Instant> otherEnd) {
    Instant own = contact.begunAt.plus(dice.between(Duration.ofMillis(800), Duration.ofMinutes(6)));
    Instant burst =
        otherEnd
            .map(other -> other.plus(dice.between(Duration.ZERO, Duration.ofSeconds(15))))
            .filter(contact.begunAt::isBefore)
            .orElse(own);
    return (dice.chance(0.4) ? burst : own).truncatedTo(ChronoUnit.MILLIS);
  }
}
