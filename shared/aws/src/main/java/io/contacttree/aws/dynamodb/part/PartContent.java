package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.codec.ContactCodec;
import io.contacttree.aws.dynamodb.codec.KnowledgeCodec;
import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.domain.contact.ContactId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Takes the item of a tree apart into what is kept by contact, each in an item of its own, and puts
 * it together again.
 */
public final class PartContent {
  /** Further references of a contact whose first ones stand with the contact itself. */
  private static final String MORE_REFERENCES = "part_references";

  private static final String INDEX = "index";

  /** What is kept by contact besides the members, each a list of entries. */
  private static final List<String> BY_CONTACT =
      List.of(TreeCodec.DEFECTS, KnowledgeCodec.ERASED, KnowledgeCodec.LISTS, KnowledgeCodec.TRIES);

  private static final List<String> ALL = all();

  /** A contact larger than this is cut into pieces; an item may have 400 KB. */
  private static final int LARGEST_PIECE = 100_000;

  private PartContent() {}

  /**
   * Takes out of an item all that is kept by contact.
   *
   * @param whole the attributes of the whole item, from which it is removed
   * @return the contents by sort key
   */
  static NavigableMap<String, Map<String, AttributeValue>> takeFrom(
      Map<String, AttributeValue> whole) {
    ItemFields item = new ItemFields(Map.copyOf(whole));
    NavigableMap<String, Map<String, AttributeValue>> parts = new TreeMap<>();
    List<AttributeValue> contacts = item.list(TreeCodec.CONTACTS);
    List<AttributeValue> facts = item.list(TreeCodec.FACTS);
    for (int place = 0; place < contacts.size(); place++) {
      addMember(parts, contacts.get(place), facts.get(place));
    }
    whole.remove(TreeCodec.CONTACTS);
    whole.remove(TreeCodec.FACTS);
    for (String name : BY_CONTACT) {
      Optional.ofNullable(whole.remove(name))
          .map(all -> addEntries(parts, item, name, all))
          .filter(left -> !left.isEmpty())
          .ifPresent(left -> whole.put(name, Attribute.list(left)));
    }
    return parts;
  }

  /** Returns the content of a part among the attributes of its item. */
  public static Map<String, AttributeValue> in(Map<String, AttributeValue> partItem) {
    Map<String, AttributeValue> content = new HashMap<>(partItem);
    content.keySet().retainAll(ALL);
    return content;
  }

  /**
   * Returns the whole item; its contacts and defects are in no order.
   *
   * @param parts the contents by sort key
   */
  public static Map<String, AttributeValue> join(
      Map<String, AttributeValue> head, Map<String, Map<String, AttributeValue>> parts) {
    Map<String, List<AttributeValue>> lists = new TreeMap<>();
    merge(in(head), lists);
    parts.forEach((name, part) -> merge(full(name, part), lists));
    Map<String, AttributeValue> whole = new HashMap<>(head);
    lists.forEach((name, elements) -> whole.put(name, Attribute.list(elements)));
    whole.remove(MORE_REFERENCES);
    whole.put(
        TreeCodec.CONTACTS,
        withMore(
            lists.getOrDefault(TreeCodec.CONTACTS, List.of()),
            lists.getOrDefault(MORE_REFERENCES, List.of())));
    whole.putIfAbsent(TreeCodec.FACTS, Attribute.list(List.of()));
    return whole;
  }

  /** Returns a part with what its place in the table tells. */
  private static Map<String, AttributeValue> full(String name, Map<String, AttributeValue> part) {
    Map<String, AttributeValue> full = new HashMap<>(part);
    if (part.containsKey(TreeCodec.CONTACTS)) {
      full.putIfAbsent(TreeCodec.FACTS, Attribute.list(List.of(Attribute.map(Map.of()))));
    }
    AttributeValue contact = Attribute.text(TreeItems.contactOf(name).value());
    full.computeIfPresent(
        KnowledgeCodec.LISTS,
        (any, lists) ->
            Attribute.list(
                lists.l().stream()
                    .map(list -> with(list, ContactCodec.CONTACT_ID, contact))
                    .toList()));
    return full;
  }

  private static AttributeValue with(AttributeValue entry, String name, AttributeValue value) {
    Map<String, AttributeValue> more = new LinkedHashMap<>(entry.m());
    more.put(name, value);
    return Attribute.map(more);
  }

  private static AttributeValue without(AttributeValue entry, String name) {
    Map<String, AttributeValue> less = new LinkedHashMap<>(entry.m());
    less.remove(name);
    return Attribute.map(less);
  }

  private static List<String> all() {
    List<String> all = new ArrayList<>(BY_CONTACT);
    all.addAll(List.of(TreeCodec.CONTACTS, TreeCodec.FACTS, MORE_REFERENCES));
    return List.copyOf(all);
  }

  private static void addMember(
      NavigableMap<String, Map<String, AttributeValue>> parts,
      AttributeValue contact,
      AttributeValue facts) {
    ContactId id = ContactCodec.id(ItemFields.of(contact));
    List<List<AttributeValue>> runs = runs(contact);
    Map<String, AttributeValue> first = new LinkedHashMap<>(contact.m());
    if (runs.size() > 1) {
      first.put(ContactCodec.REFERENCES, Attribute.list(runs.getFirst()));
    }
    Map<String, AttributeValue> content = content(parts, TreeItems.partName(id));
    content.put(TreeCodec.CONTACTS, Attribute.list(List.of(Attribute.map(first))));
    if (!facts.m().isEmpty()) {
      content.put(TreeCodec.FACTS, Attribute.list(List.of(facts)));
    }
    for (int index = 1; index < runs.size(); index++) {
      AttributeValue piece =
          new ItemWriter()
              .text(ContactCodec.CONTACT_ID, id.value())
              .number(INDEX, index)
              .list(ContactCodec.REFERENCES, runs.get(index))
              .asMap();
      content(parts, TreeItems.pieceName(id, index))
          .put(MORE_REFERENCES, Attribute.list(List.of(piece)));
    }
  }

  /**
   * Cuts the references of a contact into runs that are small enough; one where all of them are.
   */
  private static List<List<AttributeValue>> runs(AttributeValue contact) {
    List<AttributeValue> references = ItemFields.of(contact).list(ContactCodec.REFERENCES);
    if (ItemSize.of(contact) <= LARGEST_PIECE) {
      return List.of(references);
    }
    List<List<AttributeValue>> runs = new ArrayList<>();
    List<AttributeValue> run = new ArrayList<>();
    int size = 0;
    for (AttributeValue reference : references) {
      int more = ItemSize.of(reference);
      if (!run.isEmpty() && size + more > LARGEST_PIECE) {
        runs.add(List.copyOf(run));
        run.clear();
        size = 0;
      }
      run.add(reference);
      size += more;
    }
    runs.add(List.copyOf(run));
    return runs;
  }

  /** Adds entries to the items of their contacts and returns those that are of none. */
  private static List<AttributeValue> addEntries(
      NavigableMap<String, Map<String, AttributeValue>> parts,
      ItemFields item,
      String name,
      AttributeValue all) {
    List<AttributeValue> left = new ArrayList<>();
    Map<String, List<AttributeValue>> byContact = new TreeMap<>();
    for (AttributeValue entry : all.l()) {
      Optional<ContactId> contact =
          entry.hasM()
              ? ItemFields.of(entry).optionalContact(ContactCodec.CONTACT_ID)
              : Optional.of(new ContactId(entry.s()));
      boolean isList = name.equals(KnowledgeCodec.LISTS);
      contact
          .or(() -> isList ? item.optionalContact(TreeCodec.TREE_ID) : Optional.empty())
          .ifPresentOrElse(
              id ->
                  byContact
                      .computeIfAbsent(TreeItems.partName(id), any -> new ArrayList<>())
                      .add(isList ? without(entry, ContactCodec.CONTACT_ID) : entry),
              () -> left.add(entry));
    }
    byContact.forEach((key, entries) -> content(parts, key).put(name, Attribute.list(entries)));
    return left;
  }

  private static Map<String, AttributeValue> content(
      NavigableMap<String, Map<String, AttributeValue>> parts, String key) {
    return parts.computeIfAbsent(key, any -> new LinkedHashMap<>());
  }

  private static void merge(
      Map<String, AttributeValue> content, Map<String, List<AttributeValue>> lists) {
    content.forEach(
        (name, value) -> lists.computeIfAbsent(name, any -> new ArrayList<>()).addAll(value.l()));
  }

  private static AttributeValue withMore(
      List<AttributeValue> contacts, List<AttributeValue> pieces) {
    Map<ContactId, NavigableMap<Integer, List<AttributeValue>>> more = new HashMap<>();
    for (AttributeValue piece : pieces) {
      ItemFields fields = ItemFields.of(piece);
      more.computeIfAbsent(ContactCodec.id(fields), any -> new TreeMap<>())
          .put(fields.integer(INDEX), fields.list(ContactCodec.REFERENCES));
    }
    List<AttributeValue> full = new ArrayList<>(contacts.size());
    for (AttributeValue contact : contacts) {
      ItemFields fields = ItemFields.of(contact);
      full.add(
          Optional.ofNullable(more.get(ContactCodec.id(fields)))
              .map(
                  further -> {
                    List<AttributeValue> references =
                        new ArrayList<>(fields.list(ContactCodec.REFERENCES));
                    further.values().forEach(references::addAll);
                    Map<String, AttributeValue> all = new LinkedHashMap<>(contact.m());
                    all.put(ContactCodec.REFERENCES, Attribute.list(references));
                    return Attribute.map(all);
                  })
              .orElse(contact));
    }
    return Attribute.list(full);
  }
}
