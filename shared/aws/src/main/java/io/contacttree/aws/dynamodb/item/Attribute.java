package io.contacttree.aws.dynamodb.item;

import io.contacttree.domain.contact.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes attribute values; a value that would be NULL is never made, and no sets are. */
public final class Attribute {
  private Attribute() {}

  public static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  public static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue yes() {
    return AttributeValue.fromBool(true);
  }

  /** A time as the document shows it. */
  static AttributeValue time(Instant time) {
    return text(Timestamps.format(requireMilliseconds(time)));
  }

  /**
   * A time in our own bookkeeping: milliseconds since 1970, because they are many and never shown.
   */
  public static AttributeValue moment(Instant time) {
    return number(requireMilliseconds(time).toEpochMilli());
  }

  public static AttributeValue list(List<AttributeValue> values) {
    return AttributeValue.fromL(values);
  }

  public static AttributeValue texts(Collection<String> values) {
    return list(values.stream().map(Attribute::text).toList());
  }

  public static AttributeValue map(Map<String, AttributeValue> values) {
    return AttributeValue.fromM(values);
  }

  /** A finer time would not read back as it was, and every later merge would find it changed. */
  private static Instant requireMilliseconds(Instant time) {
    if (!time.equals(time.truncatedTo(ChronoUnit.MILLIS))) {
      throw new IllegalArgumentException("times are kept to the millisecond, cut this: " + time);
    }
    return time;
  }
}
