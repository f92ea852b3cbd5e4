package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.codec.KnowledgeCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item of a tree in parts as the table holds it.
 *
 * @param revision the revision that wrote it
 * @param generation the generation of its tree: what an expired or moved tree has left in the
 *     partition is of another one
 * @param content what it holds of the tree
 */
public record StoredPart(long revision, String generation, Map<String, AttributeValue> content) {
  private static final Set<String> VOID_IN_TIME =
      Set.of(KnowledgeCodec.LISTS, KnowledgeCodec.TRIES);

  public StoredPart {
    content = Map.copyOf(content);
  }

  /**
   * Returns whether it says all of a content and nothing else that counts: answers to lists and
   * tries that newer knowledge makes void are left out when it is read, so they may stay.
   */
  public boolean says(Map<String, AttributeValue> other) {
    if (content.equals(other)) {
      return true;
    }
    Map<String, AttributeValue> valid = new HashMap<>(content);
    VOID_IN_TIME.stream().filter(name -> !other.containsKey(name)).forEach(valid::remove);
    return valid.equals(other);
  }
}
