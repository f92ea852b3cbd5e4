package io.contacttree.aws.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A JSON object from outside, read leniently: names in any letter case, unknown members ignored,
 * values of another type than expected absent.
 *
 * <p>Of members that differ only in case the one in the expected case counts, then the first that
 * is not null; of members of one name the last. Nothing here throws for what the text says.
 */
public final class JsonObject {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final JsonNode node;

  private JsonObject(JsonNode node) {
    this.node = node;
  }

  /**
   * Reads a text.
   *
   * <p>Objects nested deeper than 1,000 levels and numbers of more than 1,000 digits count as no
   * JSON (limits of Jackson, which keep a small text from costing much).
   */
  public static Reading read(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node.isObject()
          ? new Reading.Read(new JsonObject(node))
          : node.isMissingNode() ? new Reading.NotJson() : new Reading.NotAnObject();
    } catch (JacksonException notJson) {
      return new Reading.NotJson();
    }
  }

  /**
   * Returns a member that is a string; half a surrogate pair in it becomes U+FFFD, because neither
   * a table nor a queue takes it.
   */
  public Optional<String> text(String name) {
    return member(name).filter(JsonNode::isTextual).map(JsonNode::textValue).map(Texts::wellFormed);
  }

  /** Returns a member that is an integer of 64 bits. */
  public Optional<Long> integer(String name) {
    return member(name)
        .filter(value -> value.isIntegralNumber() && value.canConvertToLong())
        .map(JsonNode::longValue);
  }

  /** Returns a member that is an object. */
  public Optional<JsonObject> object(String name) {
    return member(name).filter(JsonNode::isObject).map(JsonObject::new);
  }

  /** Returns whether there is such a member, of whatever type, that is not null. */
  public boolean has(String name) {
    return member(name).isPresent();
  }

  private Optional<JsonNode> member(String name) {
    JsonNode exact = node.get(name);
    if (exact != null && !exact.isNull()) {
      return Optional.of(exact);
    }
    return node.properties().stream()
        .filter(property -> property.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .filter(value -> !value.isNull())
        .findFirst();
  }

  /** What a text turned out to be. */
  public sealed interface Reading {
    /** A JSON object. */
    record Read(JsonObject object) implements Reading {
      public Read {
        Objects.requireNonNull(object);
      }
    }

    /** JSON, but an array, a string, a number, a truth value or null. */
    record NotAnObject() implements Reading {}

    /** Not JSON, nothing at all, or more than one value. */
    record NotJson() implements Reading {}
  }
}
