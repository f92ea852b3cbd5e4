package io.contacttree.standin.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Reads and writes JSON without changing it: numbers keep their digits. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** Returns an empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Returns an empty array. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /**
   * Reads one value of UTF-8; a missing node when there is none.
   *
   * @throws IOException when it is not JSON, or something stands behind the value
   */
  public static JsonNode read(byte[] text) throws IOException {
    return MAPPER.readTree(text);
  }

  /**
   * Reads one value; a missing node when there is none.
   *
   * @throws JsonProcessingException when it is not JSON, or something stands behind the value
   */
  public static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /**
   * Reads values that stand one after another, such as one a line; none for white space.
   *
   * @throws IOException when one is not JSON
   */
  public static List<JsonNode> readAll(String text) throws IOException {
    // By way of a parser: readers of text unwrap an array, so that its elements look like values.
    try (JsonParser parser = MAPPER.createParser(text)) {
      return all(parser);
    }
  }

  /**
   * Reads values that stand one after another and have no key twice.
   *
   * @throws IOException with a message of one line that says where it is no such JSON
   */
  public static List<JsonNode> readStrictly(String text) throws IOException {
    try (JsonParser parser = MAPPER.createParser(text)) {
      return all(parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));
    } catch (JsonProcessingException e) {
      String what = e.getOriginalMessage().lines().findFirst().orElse("");
      var where = e.getLocation();
      throw new IOException(
          where == null
              ? what
              : what + " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")",
          e);
    }
  }

  /** Returns the text of a value, without line breaks. */
  public static String write(JsonNode value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON values can always be written", e);
    }
  }

  private static List<JsonNode> all(JsonParser parser) throws IOException {
    try (MappingIterator<JsonNode> values = MAPPER.readerFor(JsonNode.class).readValues(parser)) {
      return values.readAll();
    }
  }
}
