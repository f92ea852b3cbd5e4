package io.contacttree.aws.connect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.contacttree.aws.json.Texts;
import io.contacttree.domain.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One page of ListContactReferences as it is on the wire.
 *
 * <p>An element of the list is an object whose one member is named after the kind: {@code {"Url":
 * {"Name": "order", "Value": "https://…"}}}. Parts that are not of the expected form are left out;
 * an answer that as a whole is not of the expected form is none.
 *
 * @param references what the page holds, before the privacy setting
 * @param nextToken the token of the next page, documented as always absent
 */
record ReferencesAnswer(List<Reference> references, Optional<String> nextToken) {
  private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(50).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Returns the page, or empty where this is none. */
  static Optional<ReferencesAnswer> parse(byte[] body) {
    try {
      JsonNode root = JSON.readTree(body);
      JsonNode list = root.path("ReferenceSummaryList");
      JsonNode token = root.path("NextToken");
      if (!root.isObject()
          || !(list.isArray() || isAbsent(list))
          || !(token.isTextual() || isAbsent(token))) {
        return Optional.empty();
      }
      List<Reference> references = new ArrayList<>();
      list.forEach(element -> addTo(references, element));
      return Optional.of(
          new ReferencesAnswer(
              List.copyOf(references), text(root, "NextToken").filter(text -> !text.isEmpty())));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static void addTo(List<Reference> references, JsonNode element) {
    element
        .properties()
        .forEach(
            member -> {
              JsonNode reference = member.getValue();
              if (reference.isObject() && KIND.matcher(member.getKey()).matches()) {
                references.add(
                    new Reference(
                        Reference.typeOf(member.getKey()),
                        text(reference, "Name"),
                        text(reference, "Value"),
                        Optional.empty(),
                        text(reference, "Status"),
                        text(reference, "Arn")));
              }
            });
  }

  private static Optional<String> text(JsonNode object, String name) {
    return Optional.ofNullable(object.path(name).textValue()).map(Texts::wellFormed);
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
