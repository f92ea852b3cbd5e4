package io.contacttree.local.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/**
 * Reads and writes JSON without changing it: numbers keep their digits, text after the value is
 * refused.
 */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /**
   * Reads one value.
   *
   * @param text UTF-8 bytes
   * @return the value; a missing node when there is none
   * @throws IOException when it is not JSON
   */
  public static JsonNode read(byte[] text) throws IOException {
    return MAPPER.readTree(text);
  }

  /**
   * Reads one value.
   *
   * @param text the JSON
   * @return the value; a missing node when there is none
   * @throws JsonProcessingException when it is not JSON
   */
  public static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /**
   * Reads values that stand one after another, such as one a line.
   *
   * @param text the JSON
   * @return the values, none for white space
   * @throws IOException when a value is not JSON
   */
  public static List<JsonNode> readAll(String text) throws IOException {
    // By way of a parser: readers of text unwrap an array, so that its elements look like values.
    try (JsonParser parser = MAPPER.createParser(text);
        MappingIterator<JsonNode> values = MAPPER.readerFor(JsonNode.class).readValues(parser)) {
      return values.readAll();
    }
  }

  /**
   * Writes one value on one line.
   *
   * @param value the value
   * @return its JSON
   */
  public static String write(JsonNode value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A JSON tree always has a text.", impossible);
    }
  }

  /** Returns a new, empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
