package io.contacttree.standin.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A reference of a contact, with what the scenario says of when it shows.
 *
 * @param kind its union key on the wire, such as {@code Url}
 * @param content what stands under that key; not to be changed
 * @param deliveredWith the requested type that brings it
 * @param visibleAfter how long after the later of the contact's end and its POST it appears; empty:
 *     it is always there
 * @param statusAfter the changes of its status, soonest first, counted from the same moment
 */
public record StoredReference(
    String kind,
    ObjectNode content,
    ReferenceType deliveredWith,
    Optional<Duration> visibleAfter,
    List<StatusChange> statusAfter) {
  private static final Set<String> PLAIN_VALUES =
      Set.of("Url", "String", "Number", "Date", "Email");
  private static final Set<String> FILES =
      Set.of(
          "Attachment",
          "ContactAnalysis",
          "EmailMessage",
          "EmailMessageRedacted",
          "EmailMessagePlainText",
          "EmailMessagePlainTextRedacted");

  /** Copies the list, so that a reference never changes. */
  public StoredReference {
    statusAfter = List.copyOf(statusAfter);
  }

  /**
   * Returns whether it shows.
   *
   * @param settledAt the later of the contact's end and its POST; empty while the contact is open
   * @param late how much longer than that the service holds every reference back; empty: it does
   *     not
   */
  public boolean shows(Instant now, Optional<Instant> settledAt, Optional<Duration> late) {
    return reached(now, settledAt, visibleAfter) && reached(now, settledAt, late);
  }

  /** Returns its status at that time, empty if it has none. */
  public Optional<String> status(Instant now, Optional<Instant> settledAt) {
    Optional<String> status = text("Status");
    for (StatusChange change : statusAfter) {
      if (reached(now, settledAt, Optional.of(change.after()))) {
        status = Optional.of(change.status());
      }
    }
    return status;
  }

  /** Returns the tagged union for the wire, with the status of that time. */
  public ObjectNode wire(Instant now, Optional<Instant> settledAt) {
    ObjectNode shown = content.deepCopy();
    status(now, settledAt).ifPresent(status -> shown.put("Status", status));
    ObjectNode union = Json.object();
    union.set(kind, shown);
    return union;
  }

  /** Returns whether GetAttachedFile knows it: a file kind, or a kind to come that has an ARN. */
  public boolean isFile() {
    return FILES.contains(kind) || (!PLAIN_VALUES.contains(kind) && text("Arn").isPresent());
  }

  /** Returns whether it is a file that goes by this id: its name or the tail of its ARN. */
  public boolean isFile(String fileId) {
    return isFile()
        && (text("Name").filter(fileId::equals).isPresent()
            || text("Arn").map(StoredReference::tail).filter(fileId::equals).isPresent());
  }

  /** Returns whether its kind has a status on the wire at all; the bodies of e-mails have none. */
  public boolean hasStatusKind() {
    return !kind.toLowerCase(Locale.ROOT).startsWith("emailmessage");
  }

  /** Returns a text of its content, empty if absent. */
  public Optional<String> text(String key) {
    JsonNode value = content.get(key);
    return value != null && value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  private static String tail(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static boolean reached(
      Instant now, Optional<Instant> settledAt, Optional<Duration> delay) {
    return delay.isEmpty()
        || settledAt.filter(settled -> !now.isBefore(settled.plus(delay.get()))).isPresent();
  }

  /**
   * A status that a reference takes on later.
   *
   * @param after how long after the later of the contact's end and its POST
   * @param status the status from then on
   */
  public record StatusChange(Duration after, String status) {}
}
