package io.contacttree.standin.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.contacts.StoredReference.StatusChange;
import io.contacttree.standin.http.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one reference: an object with one wire key and siblings that never go out. */
public final class ReferenceReader {
  private static final Set<String> SIBLINGS =
      Set.of("_AsType", "_VisibleAfterSeconds", "_StatusAfter");
  private static final List<String> TEXTS = List.of("Name", "Value", "Status", "Arn");

  private ReferenceReader() {}

  /**
   * Reads a reference.
   *
   * @throws IllegalArgumentException with a message that says what to write instead
   */
  public static StoredReference read(String where, JsonNode given) {
    JsonFields reference = JsonFields.ofScenario(where, given);
    String kind = null;
    for (String key : reference.keys()) {
      if (key.startsWith("_")) {
        if (!SIBLINGS.contains(key)) {
          throw reference.fault(
              key, "is unknown; _AsType, _VisibleAfterSeconds, _StatusAfter are possible");
        }
      } else if (kind != null) {
        throw new IllegalArgumentException(
            where + ": has the two kinds " + kind + " and " + key + "; make two references of it");
      } else {
        kind = key;
      }
    }
    if (kind == null) {
      throw new IllegalArgumentException(
          where + ": has no kind; write {\"Url\": {\"Name\": \"…\", \"Value\": \"…\"}}");
    }
    JsonFields content = JsonFields.ofScenario(where + ", " + kind, reference.object().get(kind));
    TEXTS.forEach(content::anyText);
    String type = reference.anyText("_AsType").orElse(ReferenceType.upperSnake(kind));
    ObjectNode withoutNulls = content.object().deepCopy();
    withoutNulls.removeIf(JsonNode::isNull);
    return new StoredReference(
        kind,
        withoutNulls,
        ReferenceType.named(type).orElse(ReferenceType.URL),
        reference.seconds("_VisibleAfterSeconds"),
        statusAfter(reference));
  }

  private static List<StatusChange> statusAfter(JsonFields reference) {
    IllegalArgumentException fault =
        reference.fault(
            "_StatusAfter", "must be like [{\"Seconds\": 3, \"Status\": \"APPROVED\"}]");
    JsonNode given = reference.value("_StatusAfter").orElseGet(Json::array);
    if (!given.isArray()) {
      throw fault;
    }
    List<StatusChange> changes = new ArrayList<>();
    for (JsonNode each : given) {
      JsonFields change = JsonFields.ofScenario(reference.where() + ", _StatusAfter", each);
      Optional<Duration> after = change.seconds("Seconds");
      Optional<String> status = change.anyText("Status");
      if (after.isEmpty() || status.isEmpty() || change.object().size() != 2) {
        throw fault;
      }
      changes.add(new StatusChange(after.get(), status.get()));
    }
    changes.sort(Comparator.comparing(StatusChange::after));
    return changes;
  }
}
