package io.contacttree.aws.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.domain.reference.Reference;
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
record ReferencesAnswer(List<Reference> references, Optional<String> nextToken, int leftOut)
    implements WireAnswer {
  private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");

  ReferencesAnswer {
    references = List.copyOf(references);
  }

  /** Returns the page, or empty where this is none. */
  static Optional<ReferencesAnswer> parse(byte[] body) {
    return WirePage.parse(body, "ReferenceSummaryList").map(ReferencesAnswer::of);
  }

  private static ReferencesAnswer of(WirePage page) {
    List<Reference> references = new ArrayList<>();
    WireFields fields = new WireFields();
    for (JsonNode element : page.elements()) {
      List<Reference> found = references(element, fields);
      if (found.isEmpty()) {
        fields.leaveOut();
      }
      references.addAll(found);
    }
    return new ReferencesAnswer(references, page.nextToken(), fields.leftOut());
  }

  private static List<Reference> references(JsonNode element, WireFields fields) {
    List<Reference> found = new ArrayList<>();
    element
        .properties()
        .forEach(
            member -> {
              JsonNode reference = member.getValue();
              if (reference.isObject() && KIND.matcher(member.getKey()).matches()) {
                found.add(
                    new Reference(
                        Reference.typeOf(member.getKey()),
                        fields.text(reference, "Name"),
                        fields.text(reference, "Value"),
                        Optional.empty(),
                        fields.text(reference, "Status"),
                        fields.text(reference, "Arn")));
              }
            });
    return found;
  }
}
