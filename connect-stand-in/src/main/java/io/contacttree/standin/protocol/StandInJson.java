package io.contacttree.standin.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The stand-in's way to read and write JSON: no key twice, numbers kept digit for digit. */
public final class StandInJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private StandInJson() {}

  /** Returns an empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Returns an empty array. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /**
   * Reads all values of a text: one object, one array, or several values one after another.
   *
   * @throws IOException with a message of one line if it is no JSON
   */
  public static List<JsonNode> readAll(String json) throws IOException {
    List<JsonNode> values = new ArrayList<>();
    try (MappingIterator<JsonNode> found =
        MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(json)) {
      while (found.hasNextValue()) {
        values.add(found.nextValue());
      }
    } catch (JsonProcessingException e) {
      throw new IOException(oneLine(e), e);
    }
    return values;
  }

  /** Returns the text of a value, without line breaks. */
  public static String write(JsonNode value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON values can always be written", e);
    }
  }

  private static String oneLine(JsonProcessingException e) {
    var where = e.getLocation();
    String what = e.getOriginalMessage();
    int lineEnd = what.indexOf('\n');
    String first = lineEnd < 0 ? what : what.substring(0, lineEnd);
    return where == null
        ? first
        : first + " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
  }
}
