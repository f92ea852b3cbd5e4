package io.contacttree.verification.simulator.oracle;

import io.contacttree.verification.simulator.scenario.SimulatedContact;
import io.contacttree.verification.simulator.scenario.SimulatedReference;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The references of one contact by tree rules, section 5. */
final class ReferencesOfContact {
  private static final List<String> SIX =
      List.of("URL", "ATTACHMENT", "NUMBER", "STRING", "DATE", "EMAIL");
  private static final List<String> ELEVEN =
      List.of(
          "ATTACHMENT",
          "CONTACT_ANALYSIS",
          "DATE",
          "EMAIL",
          "EMAIL_MESSAGE",
          "EMAIL_MESSAGE_PLAIN_TEXT",
          "EMAIL_MESSAGE_PLAIN_TEXT_REDACTED",
          "EMAIL_MESSAGE_REDACTED",
          "NUMBER",
          "STRING",
          "URL");
  private static final Set<String> USUAL_CHANNELS = Set.of("VOICE", "CHAT", "TASK");

  private static final Comparator<Optional<String>> ABSENT_FIRST =
      Comparator.comparing((Optional<String> text) -> text.isPresent())
          .thenComparing(text -> text.orElse(""));
  private static final Comparator<SimulatedReference> ORDER =
      Comparator.comparing(SimulatedReference::type)
          .thenComparing(SimulatedReference::name, ABSENT_FIRST)
          .thenComparing(ReferencesOfContact::kept, ABSENT_FIRST)
          .thenComparing(SimulatedReference::arn, ABSENT_FIRST);

  private ReferencesOfContact() {}

  /**
   * Returns what is to be known in the end.
   *
   * @param channel the channel that stands
   * @param last a moment after everything
   */
  static ExpectedReferences of(
      SimulatedContact contact, boolean ended, String channel, Instant last) {
    if (!ended) {
      return ExpectedReferences.unread("PENDING", Optional.empty());
    }
    if (contact.purgedAt().filter(SimulatedTime.START::equals).isPresent()) {
      return ExpectedReferences.unread("GONE", Optional.empty());
    }
    return switch (contact.access()) {
      case REFUSED -> ExpectedReferences.unread("FAILED", Optional.of("REFUSED"));
      case INVALID -> ExpectedReferences.unread("FAILED", Optional.of("INVALID"));
      case ANSWERED -> read(contact, channel, last);
    };
  }

  private static ExpectedReferences read(SimulatedContact contact, String channel, Instant last) {
    List<String> types = USUAL_CHANNELS.contains(channel) ? SIX : ELEVEN;
    List<String> lines = new ArrayList<>();
    contact.references().stream()
        .filter(reference -> types.contains(reference.askedAs()))
        .sorted(ORDER)
        .map(reference -> line(reference, last))
        .distinct()
        .forEach(lines::add);
    return new ExpectedReferences(
        "FETCHED",
        Optional.empty(),
        types.equals(SIX) ? Optional.empty() : Optional.of(ELEVEN),
        Optional.of(lines),
        lines.stream().anyMatch(line -> line.contains("status=PROCESSING")));
  }

  private static String line(SimulatedReference reference, Instant last) {
    return DocumentLines.reference(
        reference.type(),
        reference.name(),
        kept(reference),
        reference.statusAt(last),
        reference.arn());
  }

  private static Optional<String> kept(SimulatedReference reference) {
    boolean file =
        reference.type().equals("ATTACHMENT") || reference.type().equals("CONTACT_ANALYSIS");
    return reference
        .value()
        .map(value -> file && value.contains("?") ? value.substring(0, value.indexOf('?')) : value);
  }
}
