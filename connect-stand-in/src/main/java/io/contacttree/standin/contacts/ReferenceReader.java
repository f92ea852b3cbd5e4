package io.contacttree.standin.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.contacts.StoredReference.StatusChange;
import io.contacttree.standin.protocol.StandInJson;
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
   * Reads a reference that stands alone, outside a scenario.
   *
   * @throws IllegalArgumentException with a message that says what to write instead
   */
  public static StoredReference readAlone(String where, JsonNode given) {
    try {
      return read(where, given);
    } catch (ScenarioFault fault) {
      throw new IllegalArgumentException(fault.reason(), fault);
    }
  }

  static StoredReference read(String where, JsonNode given) {
    ObjectNode reference = ScenarioFields.object(where, given);
    String kind = null;
    for (String key : (Iterable<String>) reference::fieldNames) {
      if (key.startsWith("_")) {
        if (!SIBLINGS.contains(key)) {
          throw new ScenarioFault(
              where, key + " is unknown; _AsType, _VisibleAfterSeconds, _StatusAfter are possible");
        }
      } else if (kind != null) {
        throw new ScenarioFault(
            where, "has the two kinds " + kind + " and " + key + "; make two references of it");
      } else {
        kind = key;
      }
    }
    if (kind == null) {
      throw new ScenarioFault(
          where, "has no kind; write {\"Url\": {\"Name\": \"…\", \"Value\": \"…\"}}");
    }
    ObjectNode content = ScenarioFields.object(where + ", " + kind, reference.get(kind));
    for (String key : TEXTS) {
      ScenarioFields.anyText(where + ", " + kind, content, key);
    }
    String type =
        ScenarioFields.anyText(where, reference, "_AsType").orElse(ReferenceType.upperSnake(kind));
    return new StoredReference(
        kind,
        withoutNulls(content),
        ReferenceType.named(type).orElse(ReferenceType.URL),
        ScenarioFields.seconds(where, reference, "_VisibleAfterSeconds"),
        statusAfter(where, reference));
  }

  private static ObjectNode withoutNulls(ObjectNode content) {
    ObjectNode copy = StandInJson.object();
    content
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull()) {
                copy.set(field.getKey(), field.getValue().deepCopy());
              }
            });
    return copy;
  }

  private static List<StatusChange> statusAfter(String where, ObjectNode reference) {
    JsonNode given = reference.get("_StatusAfter");
    if (given == null || given.isNull()) {
      return List.of();
    }
    String form = "_StatusAfter must be like [{\"Seconds\": 3, \"Status\": \"APPROVED\"}]";
    if (!given.isArray()) {
      throw new ScenarioFault(where, form);
    }
    List<StatusChange> changes = new ArrayList<>();
    for (JsonNode each : given) {
      ObjectNode change = ScenarioFields.object(where + ", _StatusAfter", each);
      Optional<Duration> after = ScenarioFields.seconds(where, change, "Seconds");
      Optional<String> status = ScenarioFields.anyText(where, change, "Status");
      if (after.isEmpty() || status.isEmpty() || change.size() != 2) {
        throw new ScenarioFault(where, form);
      }
      changes.add(new StatusChange(after.get(), status.get()));
    }
    changes.sort(Comparator.comparing(StatusChange::after));
    return changes;
  }
}
