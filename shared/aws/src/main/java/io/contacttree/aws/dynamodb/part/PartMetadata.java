package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.item.ItemFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is remembered of a part that the table holds, to see whether it must be written again.
 *
 * @param name its sort key
 * @param digest the digest of its content
 * @param units the keys of the units in it
 */
public record PartMetadata(String name, String digest, Set<String> units) {
  public PartMetadata {
    units = Set.copyOf(units);
  }

  public static PartMetadata of(String name, Map<String, AttributeValue> content) {
    return new PartMetadata(
        name, digest(content), Set.copyOf(DocumentSplitter.keys(new ItemFields(content))));
  }

  static String digest(Map<String, AttributeValue> content) {
    return ContentDigest.of("", content);
  }

  public static List<String> names(List<PartMetadata> parts) {
    return parts.stream().map(PartMetadata::name).toList();
  }
}
