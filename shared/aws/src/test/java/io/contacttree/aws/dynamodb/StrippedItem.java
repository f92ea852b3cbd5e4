package io.contacttree.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A head as a reader of exports sees it: without keys and bookkeeping, as JSON. */
public final class StrippedItem {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> KEYS = List.of("pk", "sk", "entity_type", "expires_at");
  private static final List<String> PREFIXES = List.of("told_", "ix_", "part_", "m_");

  private StrippedItem() {}

  public static JsonNode json(Map<String, AttributeValue> item) {
    ObjectNode json = JSON.objectNode();
    item.forEach(
        (name, value) -> {
          if (!KEYS.contains(name) && PREFIXES.stream().noneMatch(name::startsWith)) {
            json.set(name, json(value));
          }
        });
    return json;
  }

  private static JsonNode json(AttributeValue value) {
    return switch (value.type()) {
      case S -> JSON.textNode(value.s());
      case N -> JSON.numberNode(Integer.parseInt(value.n()));
      case L -> {
        ArrayNode array = JSON.arrayNode();
        value.l().forEach(element -> array.add(json(element)));
        yield array;
      }
      case M -> {
        ObjectNode object = JSON.objectNode();
        value.m().forEach((name, element) -> object.set(name, json(element)));
        yield object;
      }
      case BOOL, B, SS, NS, BS, NUL, UNKNOWN_TO_SDK_VERSION ->
          throw new AssertionError("the document holds a " + value.type());
    };
  }
}
