package io.contacttree.standin.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.protocol.WireTime;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one object that was posted; null counts as absent.
 *
 * <p>Whatever is wrong is an IllegalArgumentException whose message names the field.
 *
 * @param where what the object is
 * @param separator what stands between that and the name of a field
 * @param object the object
 */
public record JsonFields(String where, String separator, ObjectNode object) {
  private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(Integer.MAX_VALUE);

  /** Opens an object of a scenario. */
  static JsonFields ofScenario(String where, @Nullable JsonNode value) {
    return open(where, ": ", value, where + ": must be an object");
  }

  /** Opens an object that may have these keys and no others. */
  public static JsonFields ofQuirks(String where, JsonNode value, List<String> known) {
    JsonFields fields = open(where, ".", value, where + " must be an object");
    for (String key : fields.keys()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            where + " has the unknown key " + key + "; possible are " + String.join(", ", known));
      }
    }
    return fields;
  }

  private static JsonFields open(
      String where, String separator, @Nullable JsonNode value, String fault) {
    if (value instanceof ObjectNode object) {
      return new JsonFields(where, separator, object);
    }
    throw new IllegalArgumentException(fault);
  }

  /** Opens the object of that key, with the same rules; an absent one has no fields. */
  public JsonFields inner(String key, String... known) {
    return ofQuirks(path(key), value(key).orElseGet(Json::object), List.of(known));
  }

  /** Returns what a message calls the field. */
  public String path(String key) {
    return where + separator + key;
  }

  /** Returns the keys, of absent fields too. */
  Iterable<String> keys() {
    return object::fieldNames;
  }

  /** Makes the exception that says what a field must be. */
  public IllegalArgumentException fault(String key, String what) {
    return new IllegalArgumentException(path(key) + " " + what);
  }

  /** Returns a field. */
  public Optional<JsonNode> value(String key) {
    return Optional.ofNullable(object.get(key)).filter(value -> !value.isNull());
  }

  /** Returns a field that must pass a test; the message says so if it does not. */
  private Optional<JsonNode> value(String key, Predicate<JsonNode> test, String what) {
    Optional<JsonNode> value = value(key);
    if (value.isPresent() && !test.test(value.get())) {
      throw fault(key, what);
    }
    return value;
  }

  /** Returns the elements of an array, none for an absent one. */
  public Iterable<JsonNode> array(String key) {
    return value(key, JsonNode::isArray, "must be an array of objects").orElseGet(Json::array);
  }

  Optional<String> anyText(String key) {
    return value(key, JsonNode::isTextual, "must be a string").map(JsonNode::textValue);
  }

  /** Returns a text that is not empty and has at most that many characters. */
  Optional<String> text(String key, int longest) {
    Optional<String> text = anyText(key);
    if (text.isPresent()) {
      int length = text.get().codePointCount(0, text.get().length());
      if (length == 0 || length > longest) {
        throw fault(key, "must have 1 to " + longest + " characters");
      }
    }
    return text;
  }

  /** Returns a text that is not empty. */
  public Optional<String> text(String key) {
    return value(
            key,
            value -> value.isTextual() && !value.textValue().isEmpty(),
            "must be a text, not empty")
        .map(JsonNode::textValue);
  }

  /** Returns a time. */
  public Optional<Instant> time(String key) {
    return value(key).map(value -> time(key, value));
  }

  /** Reads a time that stands at that place. */
  Instant time(String path, JsonNode value) {
    try {
      return WireTime.read(value);
    } catch (DateTimeException e) {
      throw fault(path, String.valueOf(e.getMessage()));
    }
  }

  /** Returns a number of seconds, cut to milliseconds. */
  public Optional<Duration> seconds(String key) {
    return value(
            key,
            value ->
                value.isNumber()
                    && value.decimalValue().signum() >= 0
                    && value.decimalValue().compareTo(LONGEST_SECONDS) <= 0,
            "must be a number of seconds, 0 or more")
        .map(value -> Duration.ofMillis(value.decimalValue().movePointRight(3).longValue()));
  }

  /** Returns true or false. */
  public Optional<Boolean> flag(String key) {
    return value(key, JsonNode::isBoolean, "must be true or false").map(JsonNode::booleanValue);
  }

  /** Returns a whole number of that range. */
  public Optional<Long> integer(String key, long least, long most) {
    return value(
            key,
            value ->
                value.isIntegralNumber()
                    && value.canConvertToLong()
                    && value.longValue() >= least
                    && value.longValue() <= most,
            "must be a whole number from " + least + " to " + most)
        .map(JsonNode::longValue);
  }

  /** Returns one of the constants of an enum. */
  public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    return text(key)
        .map(
            text ->
                Stream.of(type.getEnumConstants())
                    .filter(constant -> constant.name().equals(text))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            fault(
                                key,
                                "must be one of "
                                    + List.of(type.getEnumConstants())
                                    + ", not "
                                    + text)));
  }

  /** Returns the value of a field that must be there. */
  public <T> T required(String key, Optional<T> value) {
    return value.orElseThrow(() -> fault(key, "is missing"));
  }

  /** A known name in other letters is a slip that would silently change the tree. */
  void refuseOtherSpellings(Set<String> known) {
    for (String key : keys()) {
      if (!known.contains(key)) {
        known.stream()
            .filter(key::equalsIgnoreCase)
            .forEach(
                right -> {
                  throw fault(key, "is not a field; write " + right);
                });
      }
    }
  }
}
