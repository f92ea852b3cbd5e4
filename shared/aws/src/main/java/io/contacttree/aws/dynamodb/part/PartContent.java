package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.codec.ContactCodec;
import io.contacttree.aws.dynamodb.codec.KnowledgeCodec;
import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.part.DocumentSplitter.Fragment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Puts units together to the content of a part, and a head and its parts to the whole item. */
public final class PartContent {
  private static final Set<String> LISTS =
      Set.of(
          TreeCodec.CONTACTS,
          TreeCodec.FACTS,
          TreeCodec.DEFECTS,
          KnowledgeCodec.ERASED,
          KnowledgeCodec.LISTS,
          KnowledgeCodec.TRIES,
          DocumentSplitter.MORE_REFERENCES);

  private PartContent() {}

  /** Returns the content of a part; the same for the same units in any order. */
  static Map<String, AttributeValue> of(List<Fragment> units) {
    return merged(
        units.stream().sorted(Comparator.comparing(Fragment::key)).map(Fragment::content).toList());
  }

  /** Returns the content of a part among the attributes of its item. */
  public static Map<String, AttributeValue> in(Map<String, AttributeValue> partItem) {
    Map<String, AttributeValue> content = new HashMap<>(partItem);
    content.keySet().removeIf(name -> !LISTS.contains(name));
    return content;
  }

  /** Returns the whole item; its contacts and defects are in no order. */
  public static Map<String, AttributeValue> join(
      Map<String, AttributeValue> head, List<Map<String, AttributeValue>> parts) {
    List<Map<String, AttributeValue>> contents = new ArrayList<>();
    contents.add(in(head));
    parts.forEach(part -> contents.add(in(part)));
    Map<String, AttributeValue> merged = merged(contents);
    Map<String, AttributeValue> whole = new HashMap<>(head);
    whole.putAll(merged);
    Map<String, NavigableMap<Integer, List<AttributeValue>>> more = new HashMap<>();
    for (AttributeValue piece : new ItemFields(merged).list(DocumentSplitter.MORE_REFERENCES)) {
      ItemFields fields = ItemFields.of(piece);
      more.computeIfAbsent(ContactCodec.id(fields).value(), any -> new TreeMap<>())
          .put(DocumentSplitter.index(fields), fields.list(ContactCodec.REFERENCES));
    }
    if (!more.isEmpty()) {
      whole.remove(DocumentSplitter.MORE_REFERENCES);
      whole.put(TreeCodec.CONTACTS, withMore(new ItemFields(merged), more));
    }
    return whole;
  }

  private static AttributeValue withMore(
      ItemFields merged, Map<String, NavigableMap<Integer, List<AttributeValue>>> more) {
    List<AttributeValue> contacts = new ArrayList<>();
    for (AttributeValue contact : merged.list(TreeCodec.CONTACTS)) {
      ItemFields fields = ItemFields.of(contact);
      NavigableMap<Integer, List<AttributeValue>> pieces =
          more.getOrDefault(ContactCodec.id(fields).value(), new TreeMap<>());
      if (pieces.isEmpty()) {
        contacts.add(contact);
      } else {
        List<AttributeValue> references = new ArrayList<>(fields.list(ContactCodec.REFERENCES));
        pieces.values().forEach(references::addAll);
        Map<String, AttributeValue> full = new LinkedHashMap<>(contact.m());
        full.put(ContactCodec.REFERENCES, Attribute.list(references));
        contacts.add(Attribute.map(full));
      }
    }
    return Attribute.list(contacts);
  }

  private static Map<String, AttributeValue> merged(List<Map<String, AttributeValue>> contents) {
    Map<String, List<AttributeValue>> lists = new TreeMap<>();
    for (Map<String, AttributeValue> content : contents) {
      content.forEach(
          (name, value) -> lists.computeIfAbsent(name, any -> new ArrayList<>()).addAll(value.l()));
    }
    Map<String, AttributeValue> merged = new LinkedHashMap<>();
    lists.forEach((name, elements) -> merged.put(name, Attribute.list(elements)));
    return merged;
  }
}
