package io.contacttree.standin.quirk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.protocol.StandInJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the fields of one object of the quirks; every key must be known. */
final class QuirkFields {
  private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(1_000_000_000);

  private final String where;
  private final ObjectNode fields;

  private QuirkFields(String where, ObjectNode fields) {
    this.where = where;
    this.fields = fields;
  }

  /** Opens an object that may have these keys and no others. */
  static QuirkFields open(String where, JsonNode value, String... known) {
    if (!(value instanceof ObjectNode object)) {
      throw new IllegalArgumentException(where + " must be an object");
    }
    List<String> keys = List.of(known);
    for (String key : (Iterable<String>) object::fieldNames) {
      if (!keys.contains(key)) {
        throw new IllegalArgumentException(
            where + " has the unknown key " + key + "; possible are " + String.join(", ", keys));
      }
    }
    return new QuirkFields(where, object);
  }

  Optional<JsonNode> value(String key) {
    JsonNode value = fields.get(key);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  /** Opens the object of that key; an absent one has no fields. */
  QuirkFields inner(String key, String... known) {
    return open(path(key), value(key).orElseGet(StandInJson::object), known);
  }

  String path(String key) {
    return where + "." + key;
  }

  Optional<String> text(String key) {
    return value(key)
        .map(
            value -> {
              if (!value.isTextual() || value.textValue().isEmpty()) {
                throw new IllegalArgumentException(path(key) + " must be a text, not empty");
              }
              return value.textValue();
            });
  }

  Optional<Boolean> flag(String key) {
    return value(key)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw new IllegalArgumentException(path(key) + " must be true or false");
              }
              return value.booleanValue();
            });
  }

  Optional<Long> integer(String key, long least, long most) {
    return value(key)
        .map(
            value -> {
              if (!value.isIntegralNumber()
                  || !value.canConvertToLong()
                  || value.longValue() < least
                  || value.longValue() > most) {
                throw new IllegalArgumentException(
                    path(key) + " must be a whole number from " + least + " to " + most);
              }
              return value.longValue();
            });
  }

  Optional<Duration> seconds(String key) {
    return value(key)
        .map(
            value -> {
              if (!value.isNumber()
                  || value.decimalValue().signum() < 0
                  || value.decimalValue().compareTo(LONGEST_SECONDS) > 0) {
                throw new IllegalArgumentException(
                    path(key) + " must be a number of seconds, 0 or more");
              }
              return Duration.ofMillis(value.decimalValue().movePointRight(3).longValue());
            });
  }

  <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    return text(key)
        .map(
            text -> {
              for (E constant : type.getEnumConstants()) {
                if (constant.name().equals(text)) {
                  return constant;
                }
              }
              throw new IllegalArgumentException(
                  path(key) + " must be one of " + names(type) + ", not " + text);
            });
  }

  <T> T required(String key, Optional<T> value) {
    return value.orElseThrow(() -> new IllegalArgumentException(path(key) + " is missing"));
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return String.format(Locale.ROOT, "%s", List.of(type.getEnumConstants()));
  }
}
