package io.contacttree.aws.dynamodb;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Collects attributes; what is absent is left out. */
final class ItemWriter {
  private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

  ItemWriter put(String name, AttributeValue value) {
    attributes.put(name, value);
    return this;
  }

  ItemWriter putAll(Map<String, AttributeValue> more) {
    attributes.putAll(more);
    return this;
  }

  ItemWriter text(String name, String value) {
    return put(name, Attribute.text(value));
  }

  ItemWriter text(String name, Optional<String> value) {
    value.ifPresent(text -> text(name, text));
    return this;
  }

  ItemWriter number(String name, long value) {
    return put(name, Attribute.number(value));
  }

  ItemWriter time(String name, Instant value) {
    return put(name, Attribute.time(value));
  }

  ItemWriter time(String name, Optional<Instant> value) {
    value.ifPresent(time -> time(name, time));
    return this;
  }

  ItemWriter moment(String name, Instant value) {
    return put(name, Attribute.moment(value));
  }

  ItemWriter moment(String name, Optional<Instant> value) {
    value.ifPresent(moment -> moment(name, moment));
    return this;
  }

  ItemWriter yesIf(String name, boolean condition) {
    return condition ? put(name, Attribute.yes()) : this;
  }

  ItemWriter list(String name, List<AttributeValue> values) {
    return put(name, Attribute.list(values));
  }

  ItemWriter listUnlessEmpty(String name, List<AttributeValue> values) {
    return values.isEmpty() ? this : list(name, values);
  }

  ItemWriter textsUnlessEmpty(String name, Collection<String> values) {
    return values.isEmpty() ? this : put(name, Attribute.texts(values));
  }

  ItemWriter mapUnlessEmpty(String name, Map<String, AttributeValue> values) {
    return values.isEmpty() ? this : put(name, Attribute.map(values));
  }

  Map<String, AttributeValue> attributes() {
    return attributes;
  }

  AttributeValue asMap() {
    return Attribute.map(attributes);
  }
}
