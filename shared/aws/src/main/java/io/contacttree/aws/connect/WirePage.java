package io.contacttree.aws.connect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One page of a list as it is on the wire: its elements, whatever they are, and the token of the
 * next page.
 *
 * @param elements the elements in the order they came
 * @param nextToken the token of the next page, absent on the last one
 */
record WirePage(List<JsonNode> elements, Optional<String> nextToken) {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(50).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Returns the page, or empty where this is none.
   *
   * <p>Without a list that can be read there is nothing to use, and without a token that can be
   * read the pages after it would be missed.
   *
   * @param listName the name of the list
   */
  static Optional<WirePage> parse(byte[] body, String listName) {
    try {
      JsonNode root = JSON.readTree(body);
      JsonNode list = root.path(listName);
      JsonNode token = root.path("NextToken");
      if (!root.isObject()
          || !(list.isArray() || isAbsent(list))
          || !(token.isTextual() || isAbsent(token))) {
        return Optional.empty();
      }
      List<JsonNode> elements = new ArrayList<>();
      list.forEach(elements::add);
      return Optional.of(
          new WirePage(
              List.copyOf(elements),
              Optional.ofNullable(token.textValue()).filter(text -> !text.isEmpty())));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
