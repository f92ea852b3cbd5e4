package io.contacttree.verification.bench.units;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The size of items as DynamoDB counts it, in bytes, and the units that follow from it. */
final class ItemBytes {
  private static final int WRITE_UNIT = 1_024;

  private ItemBytes() {}

  static int of(Map<String, AttributeValue> item) {
    int bytes = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      bytes += utf8(attribute.getKey()) + of(attribute.getValue());
    }
    return bytes;
  }

  /** Returns the units of one write outside a transaction. */
  static int writeUnits(int bytes) {
    return Math.max(1, Math.ceilDiv(bytes, WRITE_UNIT));
  }

  private static int of(AttributeValue value) {
    if (value.s() != null) {
      return utf8(value.s());
    }
    if (value.n() != null) {
      return value.n().length() / 2 + 2;
    }
    if (value.hasL()) {
      return 3 + value.l().stream().mapToInt(element -> 1 + of(element)).sum();
    }
    return value.hasM() ? 3 + value.m().size() + of(value.m()) : 1;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
