package io.contacttree.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Plain JSON as DynamoDB writes it, each value under its type. */
final class TypedJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TypedJson() {}

  /** Returns an item with its attributes. */
  static ObjectNode item(JsonNode plain) {
    ObjectNode typed = NODES.objectNode();
    plain.properties().forEach(field -> typed.set(field.getKey(), value(field.getValue())));
    return typed;
  }

  private static ObjectNode value(JsonNode plain) {
    ObjectNode typed = NODES.objectNode();
    switch (plain.getNodeType()) {
      case STRING -> typed.put("S", plain.asText());
      case NUMBER -> typed.put("N", plain.asText());
      case BOOLEAN -> typed.put("BOOL", plain.asBoolean());
      case OBJECT -> typed.set("M", item(plain));
      case ARRAY -> {
        ArrayNode list = typed.putArray("L");
        plain.forEach(element -> list.add(value(element)));
      }
      default -> throw new IllegalArgumentException("items hold no " + plain.getNodeType());
    }
    return typed;
  }
}
