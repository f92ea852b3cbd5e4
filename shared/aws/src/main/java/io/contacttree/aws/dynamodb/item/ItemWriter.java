package io.contacttree.aws.dynamodb.item;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Collects attributes; what is absent is left out. */
public final class ItemWriter {
  private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

  public ItemWriter put(String name, AttributeValue value) {
    attributes.put(name, value);
    return this;
  }

  public ItemWriter putAll(Map<String, AttributeValue> more) {
    attributes.putAll(more);
    return this;
  }

  public ItemWriter text(String name, String value) {
    return put(name, Attribute.text(value));
  }

  public ItemWriter text(String name, Optional<String> value) {
    value.ifPresent(text -> text(name, text));
    return this;
  }

  public ItemWriter number(String name, long value) {
    return put(name, Attribute.number(value));
  }

  public ItemWriter time(String name, Instant value) {
    return put(name, Attribute.time(value));
  }

  public ItemWriter time(String name, Optional<Instant> value) {
    value.ifPresent(time -> time(name, time));
    return this;
  }

  public ItemWriter moment(String name, Instant value) {
    return put(name, Attribute.moment(value));
  }

  public ItemWriter moment(String name, Optional<Instant> value) {
    value.ifPresent(moment -> moment(name, moment));
    return this;
  }

  /** Writes a time in whole seconds since 1970, as DynamoDB wants it of an item's expiry. */
  public ItemWriter second(String name, Optional<Instant> value) {
    value.ifPresent(second -> number(name, second.getEpochSecond()));
    return this;
  }

  public ItemWriter yesIf(String name, boolean condition) {
    return condition ? put(name, Attribute.yes()) : this;
  }

  public ItemWriter list(String name, List<AttributeValue> values) {
    return put(name, Attribute.list(values));
  }

  public ItemWriter listUnlessEmpty(String name, List<AttributeValue> values) {
    return values.isEmpty() ? this : list(name, values);
  }

  public ItemWriter textsUnlessEmpty(String name, Collection<String> values) {
    return values.isEmpty() ? this : put(name, Attribute.texts(values));
  }

  public ItemWriter mapUnlessEmpty(String name, Map<String, AttributeValue> values) {
    return values.isEmpty() ? this : put(name, Attribute.map(values));
  }

  public Map<String, AttributeValue> attributes() {
    return attributes;
  }

  public AttributeValue asMap() {
    return Attribute.map(attributes);
  }
}
