package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.codec.ContactCodec;
import io.contacttree.aws.dynamodb.codec.KnowledgeCodec;
import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Takes the item of a tree apart into units. */
final class DocumentSplitter {
  /** Further references of a contact whose first ones stand with the contact itself. */
  static final String MORE_REFERENCES = "part_references";

  private static final String INDEX = "index";

  /** Lists with an entry for each of some contacts. */
  private static final List<String> BY_CONTACT =
      List.of(KnowledgeCodec.LISTS, KnowledgeCodec.TRIES);

  /** A contact larger than this is cut into pieces. */
  private static final int LARGEST_PIECE = 100_000;

  private DocumentSplitter() {}

  /**
   * What is never torn apart when a document is split: a contact, or a piece of one with very many
   * references, or one entry of another long list.
   *
   * @param key tells it from the other units of its tree, whichever part it is in
   * @param content what it adds to the lists of an item
   * @param size the size of the content in bytes
   */
  record Fragment(String key, Map<String, AttributeValue> content, int size) {
    static Fragment of(String key, Map<String, AttributeValue> content) {
      return new Fragment(key, content, ItemSize.of(content));
    }
  }

  /** Returns the contacts in their order, each with what is known of it. */
  static List<Fragment> contacts(ItemFields item) {
    List<AttributeValue> contacts = item.list(TreeCodec.CONTACTS);
    List<AttributeValue> facts = item.list(TreeCodec.FACTS);
    List<Fragment> units = new ArrayList<>(contacts.size());
    for (int place = 0; place < contacts.size(); place++) {
      units.addAll(pieces(contacts.get(place), facts.get(place)));
    }
    return units;
  }

  /** Returns the entries of what else can grow without limit. */
  static List<Fragment> others(ItemFields item) {
    List<Fragment> units = new ArrayList<>();
    elements(units, item, TreeCodec.DEFECTS, DocumentSplitter::defectKey);
    elements(units, item, KnowledgeCodec.ERASED, DocumentSplitter::erasedKey);
    for (String name : BY_CONTACT) {
      elements(units, item, name, entry -> entryKey(name, entry));
    }
    return units;
  }

  /** Returns the keys of the units that an item was put together from. */
  static List<String> keys(ItemFields item) {
    List<String> keys = new ArrayList<>();
    item.list(TreeCodec.CONTACTS).forEach(contact -> keys.add(contactKey(contact, 0)));
    item.list(MORE_REFERENCES)
        .forEach(piece -> keys.add(contactKey(piece, ItemFields.of(piece).integer(INDEX))));
    item.list(TreeCodec.DEFECTS).forEach(defect -> keys.add(defectKey(defect)));
    item.list(KnowledgeCodec.ERASED).forEach(erased -> keys.add(erasedKey(erased)));
    for (String name : BY_CONTACT) {
      item.list(name).forEach(entry -> keys.add(entryKey(name, entry)));
    }
    return keys;
  }

  /** Returns the place of a piece among those of its contact, from 1. */
  static int index(ItemFields piece) {
    return piece.integer(INDEX);
  }

  private static List<Fragment> pieces(AttributeValue contact, AttributeValue facts) {
    List<List<AttributeValue>> runs = runs(contact);
    Map<String, AttributeValue> first = new LinkedHashMap<>(contact.m());
    if (runs.size() > 1) {
      first.put(ContactCodec.REFERENCES, Attribute.list(runs.getFirst()));
    }
    List<Fragment> pieces = new ArrayList<>();
    pieces.add(
        Fragment.of(
            contactKey(contact, 0),
            Map.of(
                TreeCodec.CONTACTS, Attribute.list(List.of(Attribute.map(first))),
                TreeCodec.FACTS, Attribute.list(List.of(facts)))));
    for (int index = 1; index < runs.size(); index++) {
      AttributeValue piece =
          new ItemWriter()
              .text(ContactCodec.CONTACT_ID, ContactCodec.id(ItemFields.of(contact)).value())
              .number(INDEX, index)
              .list(ContactCodec.REFERENCES, runs.get(index))
              .asMap();
      pieces.add(
          Fragment.of(
              contactKey(contact, index), Map.of(MORE_REFERENCES, Attribute.list(List.of(piece)))));
    }
    return pieces;
  }

  /**
   * Cuts the references of a contact into runs that are small enough, one where all of them are.
   */
  private static List<List<AttributeValue>> runs(AttributeValue contact) {
    List<AttributeValue> references = ItemFields.of(contact).list(ContactCodec.REFERENCES);
    int room = LARGEST_PIECE - ItemSize.of(contact);
    if (room >= 0) {
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

  private static void elements(
      List<Fragment> units, ItemFields item, String name, Function<AttributeValue, String> key) {
    for (AttributeValue element : item.list(name)) {
      units.add(Fragment.of(key.apply(element), Map.of(name, Attribute.list(List.of(element)))));
    }
  }

  private static String contactKey(AttributeValue contactOrPiece, int index) {
    return "contact/%s/%04d"
        .formatted(ContactCodec.id(ItemFields.of(contactOrPiece)).value(), index);
  }

  private static String defectKey(AttributeValue defect) {
    ItemFields fields = ItemFields.of(defect);
    return "defect/" + fields.text("code") + "/" + fields.optionalText("contact_id").orElse("");
  }

  private static String erasedKey(AttributeValue erased) {
    return "erased/" + erased.s();
  }

  private static String entryKey(String name, AttributeValue entry) {
    return name + "/" + KnowledgeCodec.contact(entry).value();
  }
}
