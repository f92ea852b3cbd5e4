package io.contacttree.standin.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.protocol.ServiceRefusal;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The order of what a search found; contacts without the value last, ties by id.
 *
 * @param comparator the order
 */
record SearchOrder(Comparator<ObjectNode> comparator) {
  private static final Map<String, Sorted<?>> FIELDS =
      Map.of(
          "INITIATION_TIMESTAMP", new Sorted<>("/InitiationTimestamp", JsonNode::decimalValue),
          "SCHEDULED_TIMESTAMP", new Sorted<>("/ScheduledTimestamp", JsonNode::decimalValue),
          "CONNECTED_TO_AGENT_TIMESTAMP",
              new Sorted<>("/AgentInfo/ConnectedToAgentTimestamp", JsonNode::decimalValue),
          "DISCONNECT_TIMESTAMP", new Sorted<>("/DisconnectTimestamp", JsonNode::decimalValue),
          "INITIATION_METHOD", new Sorted<>("/InitiationMethod", JsonNode::asText),
          "CHANNEL", new Sorted<>("/Channel", JsonNode::asText));

  private static final String USUAL_FIELD = "INITIATION_TIMESTAMP";

  /** Reads {@code Sort}; without one the earliest initiated comes first. */
  static SearchOrder read(JsonNode given) {
    boolean absent = given.isMissingNode() || given.isNull();
    String field = absent ? USUAL_FIELD : given.path("FieldName").asText();
    String order = absent ? "ASCENDING" : given.path("Order").asText();
    Sorted<?> sorted = FIELDS.get(field);
    if (sorted == null) {
      throw ServiceRefusal.invalidParameter(
          "Sort.FieldName must be one of "
              + String.join(", ", FIELDS.keySet().stream().sorted().toList())
              + ".");
    }
    return switch (order) {
      case "ASCENDING" -> new SearchOrder(sorted.by(false));
      case "DESCENDING" -> new SearchOrder(sorted.by(true));
      default ->
          throw ServiceRefusal.invalidParameter("Sort.Order must be ASCENDING or DESCENDING.");
    };
  }

  /** A field to sort by: where it stands in a contact, and how it is read there. */
  private record Sorted<T extends Comparable<T>>(String pointer, Function<JsonNode, T> read) {
    Comparator<ObjectNode> by(boolean descending) {
      Comparator<T> values = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
      Comparator<ObjectNode> absentLast = Comparator.comparing(shown -> of(shown).isEmpty());
      return absentLast
          .thenComparing((one, other) -> compare(of(one), of(other), values))
          .thenComparing(shown -> shown.path("Id").asText());
    }

    private Optional<T> of(ObjectNode shown) {
      return Optional.of(shown.at(pointer)).filter(JsonNode::isValueNode).map(read);
    }

    private static <V> int compare(Optional<V> one, Optional<V> other, Comparator<V> values) {
      return one.isEmpty() || other.isEmpty() ? 0 : values.compare(one.get(), other.get());
    }
  }
}
