package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.item.ItemSize;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is never torn apart when a document is split: a contact, or a piece of one with very many
 * references, or one entry of another long list.
 *
 * @param key tells it from the other units of its tree, whichever part it is in
 * @param content what it adds to the lists and maps of an item
 * @param size the size of the content in bytes
 */
record Fragment(String key, Map<String, AttributeValue> content, int size) {
  static Fragment of(String key, Map<String, AttributeValue> content) {
    return new Fragment(key, content, ItemSize.of(content));
  }
}
