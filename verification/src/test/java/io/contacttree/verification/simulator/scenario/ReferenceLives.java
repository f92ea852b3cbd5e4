package io.contacttree.verification.simulator.scenario;

import io.contacttree.verification.simulator.time.Dice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes up the references of a contact and when they come and settle. */
final class ReferenceLives {
  /**
   * References of after-contact work are there so long before its end that a clock which is wrong
   * by less cannot take an earlier read for a later one.
   */
  static final Duration BEFORE_END = Duration.ofSeconds(12);

  /** Files are processed before the first settle read. */
  private static final Duration LONGEST_PROCESSING = Duration.ofSeconds(100);

  /** Late references are there so long after the last claim that asks for references. */
  static final Duration LATEST = Duration.ofMinutes(15);

  private static final Instant NEVER = Instant.parse("2100-01-01T00:00:00Z");

  private final Dice dice;
  private boolean mayNeverEnd;

  ReferenceLives(Dice dice) {
    this.dice = dice;
  }

  /**
   * Returns the references of a contact.
   *
   * @param until the last moment at which one is added, late ones apart
   * @param late whether some come after that, so that only a refresh finds them
   */
  List<SimulatedReference> of(ContactDraft draft, Instant until, boolean late) {
    List<SimulatedReference> references = new ArrayList<>();
    int count = dice.chance(0.4) ? 0 : dice.between(1, 5);
    for (int number = 0; number < count; number++) {
      boolean comesLate = late && dice.chance(0.5);
      Instant last = comesLate ? until.plus(LATEST).minus(BEFORE_END.multipliedBy(2)) : until;
      SimulatedReference reference = reference(draft, last);
      // No read need follow the one that finds a late file, if that is the last settle read.
      references.add(comesLate ? reference.ready() : reference);
      if (dice.chance(0.1)) {
        references.add(references.getLast());
      }
    }
    return references;
  }

  private SimulatedReference reference(ContactDraft draft, Instant until) {
    Instant added =
        dice.chance(0.4) && until.isAfter(draft.begunAt)
            ? until.minus(dice.between(Duration.ZERO, Duration.ofSeconds(3)))
            : draft.begunAt;
    Instant from = added.truncatedTo(ChronoUnit.MILLIS);
    Optional<String> name =
        dice.chance(0.1) ? Optional.empty() : Optional.of("name-" + dice.between(0, 3));
    Optional<String> value =
        dice.oneOf(Optional.empty(), Optional.of(""), Optional.of("value-" + dice.between(0, 9)));
    // A file of a purged contact would be asked for in vain for ever.
    mayNeverEnd = draft.fate != ContactDraft.Fate.TOLD_AND_PURGED;
    return switch (dice.between(0, 9)) {
      case 0, 1 -> plain("URL", name, Optional.of("https://example.com/?q=1&r=2"), from);
      case 2 -> plain("STRING", name, value, from);
      case 3 -> plain("NUMBER", name, value, from);
      case 4 -> plain("DATE", name, value, from);
      case 5 -> plain("EMAIL", name, value, from);
      case 6, 7 -> file("ATTACHMENT", "ATTACHMENT", name, from);
      case 8 -> message(name, from);
      default -> file("URL", "HOLOGRAM_IMAGE", name, from);
    };
  }

  private static SimulatedReference plain(
      String type, Optional<String> name, Optional<String> value, Instant from) {
    return new SimulatedReference(
        type, type, name, value, Optional.empty(), Optional.empty(), from, Optional.empty());
  }

  private SimulatedReference file(
      String askedAs, String type, Optional<String> name, Instant from) {
    // Two files never differ in their state alone.
    String path = "bucket/file-" + dice.any();
    Optional<Instant> processedAt =
        dice.chance(0.5)
            ? Optional.empty()
            : Optional.of(
                mayNeverEnd && dice.chance(0.04)
                    ? NEVER
                    : from.plus(dice.between(Duration.ZERO, LONGEST_PROCESSING)));
    return new SimulatedReference(
        askedAs,
        type,
        name,
        Optional.of(type.equals("ATTACHMENT") ? path + "?X-Amz-Signature=" + dice.any() : path),
        dice.chance(0.5) ? Optional.of("arn:file-" + dice.between(0, 9)) : Optional.empty(),
        Optional.of(dice.oneOf("APPROVED", "REJECTED", "AVAILABLE")),
        from,
        processedAt);
  }

  private SimulatedReference message(Optional<String> name, Instant from) {
    String type =
        dice.oneOf(
            "EMAIL_MESSAGE",
            "EMAIL_MESSAGE_PLAIN_TEXT",
            "EMAIL_MESSAGE_PLAIN_TEXT_REDACTED",
            "EMAIL_MESSAGE_REDACTED",
            "CONTACT_ANALYSIS");
    if (type.equals("CONTACT_ANALYSIS")) {
      return file(type, type, name, from);
    }
    return new SimulatedReference(
        type,
        type,
        name,
        Optional.empty(),
        Optional.of("arn:message-" + dice.between(0, 9)),
        Optional.empty(),
        from,
        Optional.empty());
  }
}
