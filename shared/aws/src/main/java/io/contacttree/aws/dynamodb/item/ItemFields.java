package io.contacttree.aws.dynamodb.item;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads attributes by name and type; what must be there and is not throws {@link
 * IllegalStateException}.
 *
 * @param attributes an item or a map within one
 */
public record ItemFields(Map<String, AttributeValue> attributes) {

  public static ItemFields of(AttributeValue map) {
    return new ItemFields(map.m());
  }

  Optional<AttributeValue> find(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  public Optional<String> optionalText(String name) {
    return find(name).map(AttributeValue::s);
  }

  public ContactId contact(String name) {
    return new ContactId(text(name));
  }

  public Optional<ContactId> optionalContact(String name) {
    return optionalText(name).map(ContactId::new);
  }

  public long number(String name) {
    return optionalNumber(name).orElseThrow(() -> missing(name));
  }

  public int integer(String name) {
    return Math.toIntExact(number(name));
  }

  public Optional<Long> optionalNumber(String name) {
    return find(name).map(AttributeValue::n).map(Long::valueOf);
  }

  public Instant time(String name) {
    return optionalTime(name).orElseThrow(() -> missing(name));
  }

  public Optional<Instant> optionalTime(String name) {
    return optionalText(name).map(Timestamps::stored);
  }

  public Instant moment(String name) {
    return optionalMoment(name).orElseThrow(() -> missing(name));
  }

  public Optional<Instant> optionalMoment(String name) {
    return optionalNumber(name).map(Instant::ofEpochMilli);
  }

  public Optional<Instant> optionalSecond(String name) {
    return optionalNumber(name).map(Instant::ofEpochSecond);
  }

  public boolean isYes(String name) {
    return find(name).map(AttributeValue::bool).orElse(false);
  }

  /** Returns the elements of a list, none where it is absent. */
  public List<AttributeValue> list(String name) {
    return find(name).map(AttributeValue::l).orElse(List.of());
  }

  public Optional<List<AttributeValue>> optionalList(String name) {
    return find(name).map(AttributeValue::l);
  }

  public List<String> texts(String name) {
    return list(name).stream().map(AttributeValue::s).toList();
  }

  /** Returns the entries of a map, none where it is absent. */
  public Map<String, AttributeValue> map(String name) {
    return find(name).map(AttributeValue::m).orElse(Map.of());
  }

  public Optional<ItemFields> optionalFields(String name) {
    return find(name).map(ItemFields::of);
  }

  private static IllegalStateException missing(String name) {
    return new IllegalStateException("the attribute " + name + " is missing");
  }
}
