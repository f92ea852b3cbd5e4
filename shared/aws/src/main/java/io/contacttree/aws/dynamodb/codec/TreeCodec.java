package io.contacttree.aws.dynamodb.codec;

import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.Defect;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.TreeContact;
import io.contacttree.domain.tree.TreeOverview;
import io.contacttree.domain.tree.TreeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A tree as the attributes of one item, whatever its size: the document under its own names and
 * what is known of it under {@code m_…}.
 *
 * <p>Keys, indexes, expiry and parts are others' concern. Encoding and decoding are exact: the tree
 * reads back as it was.
 */
public final class TreeCodec {
  public static final String TREE_ID = "tree_id";
  public static final String CONTACTS = "contacts";
  public static final String FACTS = "m_facts";
  public static final String DEFECTS = "defects";
  public static final String REVISION = "revision";
  public static final String WRITTEN_AT = "written_at";

  /**
   * That members name contacts by which no list was asked yet, or that the revision is on the way
   * to another: no member tells all of a claim alone.
   */
  private static final String UNTRIED = "m_untried";

  private static final String ASSOCIATED_AT = "associated_at";

  /** The attributes of a head that a list shows. */
  public static final List<String> OVERVIEW =
      List.of(
          "tree_id",
          "instance_id",
          "account_id",
          "region",
          REVISION,
          "state",
          "root_channel",
          "channels",
          "contact_count",
          "transfer_count",
          "depth",
          "agent_count",
          "queue_count",
          "reference_count",
          "first_initiated_at",
          "last_disconnected_at",
          "duration_ms",
          ASSOCIATED_AT,
          WRITTEN_AT);

  private TreeCodec() {}

  public static Map<String, AttributeValue> encode(StoredTree tree) {
    return encode(tree, false);
  }

  /**
   * Returns the same with the time of the newest list in each member that it holds for, so that a
   * member reads back as it was whatever the tree then says of its newest list.
   */
  public static Map<String, AttributeValue> encodePinned(StoredTree tree) {
    return encode(tree, true);
  }

  private static Map<String, AttributeValue> encode(StoredTree tree, boolean pinned) {
    Map<String, AttributeValue> item = encodeHead(tree, !tree.known().untriedNames().isEmpty());
    item.putAll(encodeMembers(tree, tree.document().contacts(), pinned));
    return item;
  }

  /**
   * Returns the tree without its members.
   *
   * @param untried whether no member tells all of a claim alone
   */
  public static Map<String, AttributeValue> encodeHead(StoredTree tree, boolean untried) {
    ContactTree document = tree.document();
    ItemWriter writer =
        new ItemWriter()
            .number("schema_version", ContactTree.SCHEMA_VERSION)
            .text(TREE_ID, document.treeId().value())
            .text("instance_id", document.instance().value())
            .text("account_id", document.account())
            .text("region", document.region())
            .number(REVISION, document.revision())
            .text("state", document.state().name());
    encode(writer, document.facts());
    writer
        .listUnlessEmpty(DEFECTS, document.defects().stream().map(TreeCodec::defect).toList())
        .time(ASSOCIATED_AT, document.associatedAt())
        .time(WRITTEN_AT, document.writtenAt());
    KnowledgeCodec.encode(writer, tree.known(), tree.treeId());
    writer.yesIf(UNTRIED, untried);
    return writer.attributes();
  }

  /** Returns one member and what is kept of it beside. */
  public static Map<String, AttributeValue> encodeMember(StoredTree tree, ContactId id) {
    ContactTree document = tree.document();
    Map<String, AttributeValue> member =
        encodeMembers(
            tree,
            document.contacts().stream().filter(contact -> contact.id().equals(id)).toList(),
            false);
    ItemWriter writer =
        new ItemWriter()
            .putAll(member)
            .listUnlessEmpty(
                DEFECTS,
                document.defects().stream()
                    .filter(defect -> defect.contact().equals(Optional.of(id)))
                    .map(TreeCodec::defect)
                    .toList());
    KnowledgeCodec.encodeOf(writer, tree.known(), id);
    return writer.attributes();
  }

  private static Map<String, AttributeValue> encodeMembers(
      StoredTree tree, List<TreeContact> members, boolean pinned) {
    Optional<Instant> associatedAt = tree.document().associatedAt();
    List<AttributeValue> contacts = new ArrayList<>();
    List<AttributeValue> facts = new ArrayList<>();
    for (TreeContact contact : members) {
      KnownContact known =
          tree.known()
              .contact(contact.id())
              .orElseThrow(
                  () -> new IllegalArgumentException("the document has a member nobody knows"));
      contacts.add(
          pinned
              ? ContactCodec.encodePinned(contact, known.listedAt())
              : ContactCodec.encode(contact));
      facts.add(KnownContactCodec.encode(known, contact, pinned ? Optional.empty() : associatedAt));
    }
    return new ItemWriter().list(CONTACTS, contacts).list(FACTS, facts).attributes();
  }

  /** Returns the tree, its contacts and defects in the order in which the item has them. */
  public static StoredTree decode(Map<String, AttributeValue> attributes) {
    ItemFields item = new ItemFields(attributes);
    InstanceId instance = new InstanceId(item.text("instance_id"));
    Optional<Instant> associatedAt = item.optionalTime(ASSOCIATED_AT);
    List<AttributeValue> shown = item.list(CONTACTS);
    List<AttributeValue> kept = item.list(FACTS);
    if (shown.size() != kept.size()) {
      throw new IllegalStateException("contacts and what is known of them differ in number");
    }
    List<TreeContact> contacts = new ArrayList<>();
    NavigableMap<ContactId, KnownContact> knownContacts = new TreeMap<>();
    for (int place = 0; place < shown.size(); place++) {
      ItemFields contact = ItemFields.of(shown.get(place));
      KnownContact known =
          KnownContactCodec.decode(ItemFields.of(kept.get(place)), contact, associatedAt);
      knownContacts.put(known.id(), known);
      contacts.add(ContactCodec.decode(contact, known));
    }
    KnownTree known = KnowledgeCodec.decode(item, instance, knownContacts, associatedAt);
    ContactTree document =
        new ContactTree(
            item.contact(TREE_ID),
            instance,
            item.optionalText("account_id"),
            item.optionalText("region"),
            item.number(REVISION),
            TreeState.valueOf(item.text("state")),
            facts(item),
            item.list(DEFECTS).stream().map(TreeCodec::defect).toList(),
            associatedAt,
            item.time(WRITTEN_AT),
            contacts);
    return new StoredTree(document, known);
  }

  /** Returns what a list shows of a tree, of which the last activity stands elsewhere. */
  public static TreeOverview overview(ItemFields item, Instant lastActivityAt) {
    return new TreeOverview(
        item.contact("tree_id"),
        new InstanceId(item.text("instance_id")),
        item.optionalText("account_id"),
        item.optionalText("region"),
        item.number(REVISION),
        TreeState.valueOf(item.text("state")),
        facts(item),
        item.optionalTime(ASSOCIATED_AT),
        item.time(WRITTEN_AT),
        lastActivityAt);
  }

  /**
   * Returns what is known of one member of a tree in parts, without the list of its references;
   * empty where that does not answer a claim for sure: it is newer than the head, the head would
   * have to tell how new its list is, or names are untried.
   */
  public static Optional<KnownContact> memberAlone(ItemFields head, ItemFields part) {
    List<AttributeValue> contacts = part.list(CONTACTS);
    List<AttributeValue> facts = part.list(FACTS);
    // Nothing is kept of a member of whom the document says it all.
    ItemFields kept = facts.isEmpty() ? new ItemFields(Map.of()) : ItemFields.of(facts.getFirst());
    if (head.isYes(UNTRIED)
        || contacts.isEmpty()
        || part.number(REVISION) > head.number(REVISION)) {
      return Optional.empty();
    }
    ItemFields contact = ItemFields.of(contacts.getFirst());
    KnownContact known = KnownContactCodec.decode(kept, contact, head.optionalTime(ASSOCIATED_AT));
    return Optional.of(known.withoutReferenceList())
        .filter(alone -> alone.isListedAsEnded() || contact.optionalTime("listed_at").isPresent());
  }

  private static void encode(ItemWriter writer, ContactTree.TreeSummary facts) {
    writer
        .text("root_channel", facts.rootChannel())
        .put("channels", Attribute.texts(facts.channels()))
        .number("contact_count", facts.contactCount())
        .number("transfer_count", facts.transferCount())
        .number("depth", facts.depth())
        .number("agent_count", facts.agentCount())
        .number("queue_count", facts.queueCount())
        .number("reference_count", facts.referenceCount())
        .time("first_initiated_at", facts.firstInitiatedAt())
        .time("last_disconnected_at", facts.lastDisconnectedAt());
    facts.duration().ifPresent(duration -> writer.number("duration_ms", duration.toMillis()));
  }

  private static ContactTree.TreeSummary facts(ItemFields item) {
    return new ContactTree.TreeSummary(
        item.text("root_channel"),
        item.texts("channels"),
        item.integer("contact_count"),
        item.integer("transfer_count"),
        item.integer("depth"),
        item.integer("agent_count"),
        item.integer("queue_count"),
        item.integer("reference_count"),
        item.optionalTime("first_initiated_at"),
        item.optionalTime("last_disconnected_at"),
        item.optionalNumber("duration_ms").map(Duration::ofMillis));
  }

  private static AttributeValue defect(Defect defect) {
    return new ItemWriter()
        .text("code", defect.code().text())
        .text("contact_id", defect.contact().map(ContactId::value))
        .asMap();
  }

  private static Defect defect(AttributeValue value) {
    ItemFields fields = ItemFields.of(value);
    String text = fields.text("code");
    Defect.Code code =
        Arrays.stream(Defect.Code.values())
            .filter(known -> known.text().equals(text))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no defect is called " + text));
    return new Defect(code, fields.optionalContact("contact_id"));
  }
}
