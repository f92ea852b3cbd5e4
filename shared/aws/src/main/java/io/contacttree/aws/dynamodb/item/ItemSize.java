package io.contacttree.aws.dynamodb.item;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of items as DynamoDB counts it, in bytes: never less than the true one.
 *
 * <p>Source: Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats".
 */
public final class ItemSize {
  private static final int LIST_OR_MAP = 3;
  private static final int ELEMENT = 1;
  private static final int LONGEST_NUMBER = 21;

  private ItemSize() {}

  public static int of(Map<String, AttributeValue> attributes) {
    int size = 0;
    for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
      size += utf8(attribute.getKey()) + of(attribute.getValue());
    }
    return size;
  }

  public static int of(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> Math.min(LONGEST_NUMBER, value.n().length() / 2 + 2);
      case BOOL -> 1;
      case L -> {
        int size = LIST_OR_MAP;
        for (AttributeValue element : value.l()) {
          size += ELEMENT + of(element);
        }
        yield size;
      }
      case M -> LIST_OR_MAP + ELEMENT * value.m().size() + of(value.m());
      case B, SS, NS, BS, NUL, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("trees hold no " + value.type());
    };
  }

  private static int utf8(String text) {
    int bytes = 0;
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character < 0x80) {
        bytes += 1;
      } else if (character < 0x800 || Character.isSurrogate(character)) {
        bytes += 2;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }
}
