package io.contacttree.aws.dynamodb.read;

import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.StoredPart;
import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.Retention;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What some contacts are, and where their aliases lead; what has expired counts as absent.
 *
 * <p>One contact alone is looked up with all of its partition, so that a root brings its tree; of
 * several, one request brings the identities, one the heads that their aliases name, and further
 * ones are made only where a root has moved.
 */
final class IdentityLookup {
  /** An alias of a former root of a former root is the longest way that writers leave behind. */
  private static final int MOST_HOPS = 3;

  private final InstanceId instance;
  private final TableReads table;
  private final InstantSource clock;
  private final Set<ContactId> wanted;
  private final Map<ContactId, Optional<ItemFields>> seen = new HashMap<>();
  private final Map<ContactId, NavigableMap<String, StoredPart>> parts = new HashMap<>();
  private final Map<ContactId, ItemFields> members = new HashMap<>();
  private boolean membersSeen;

  private IdentityLookup(
      InstanceId instance, Set<ContactId> contacts, TableReads table, InstantSource clock) {
    this.instance = instance;
    this.table = table;
    this.clock = clock;
    this.wanted = new TreeSet<>(contacts);
  }

  /** Looks contacts up and follows no alias yet; reads no tree unless one alone is a root. */
  static IdentityLookup of(
      InstanceId instance, Set<ContactId> contacts, TableReads table, InstantSource clock) {
    IdentityLookup lookup = new IdentityLookup(instance, contacts, table, clock);
    lookup.see(lookup.wanted);
    return lookup;
  }

  /** Looks contacts up by their identity items alone. */
  static IdentityLookup ofIdentities(
      InstanceId instance, Set<ContactId> contacts, TableReads table, InstantSource clock) {
    IdentityLookup lookup = new IdentityLookup(instance, contacts, table, clock);
    lookup.seeItems(lookup.wanted, List.of());
    return lookup;
  }

  /** Follows the aliases of some of the contacts to their heads. */
  IdentityLookup follow(Collection<ContactId> contacts) {
    Set<ContactId> reached = new TreeSet<>(contacts);
    for (int hop = 0; hop < MOST_HOPS && !reached.isEmpty(); hop++) {
      Set<ContactId> targets = new TreeSet<>();
      reached.forEach(contact -> target(contact).ifPresent(targets::add));
      Set<ContactId> unseen = new TreeSet<>(targets);
      unseen.removeAll(seen.keySet());
      see(unseen);
      reached = targets;
    }
    return this;
  }

  /**
   * Returns what the tree of a contact knows of the contact itself, if that can be relied on
   * without the rest of the tree; the first call reads the heads and what they keep of the contacts
   * looked up, by one request for each hundred items.
   */
  Optional<KnownContact> excerpt(ContactId contact, Retention retention) {
    seeMembers();
    Optional<ItemFields> head = headOf(contact);
    return head.filter(HeadMetadata::isInParts)
        .filter(found -> retention.keeps(found.time(TreeCodec.WRITTEN_AT), clock.instant()))
        .flatMap(
            found ->
                Optional.ofNullable(members.get(contact))
                    .flatMap(member -> TreeCodec.memberAlone(found, member)));
  }

  boolean isLookedUp(ContactId contact) {
    return wanted.contains(contact);
  }

  /** Returns the root whose tree answers to a contact, or empty where none does. */
  Optional<ContactId> rootOf(ContactId contact) {
    ContactId at = contact;
    for (int hop = 0; hop <= MOST_HOPS; hop++) {
      Optional<ItemFields> item = item(at);
      if (item.isEmpty()) {
        return Optional.empty();
      }
      if (EntityType.TREE.is(item.get())) {
        return Optional.of(at);
      }
      Optional<ContactId> next = target(at);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
    }
    throw new UpstreamFailure(
        UpstreamFailure.Resource.TABLE, "the aliases of a contact lead too far");
  }

  /** Returns the head of a root. */
  ItemFields head(ContactId root) {
    return item(root).orElseThrow();
  }

  /** Returns the parts of a tree, none where it is whole; reads its head with them. */
  NavigableMap<String, StoredPart> parts(ContactId root) {
    if (item(root).filter(HeadMetadata::isInParts).isPresent() && !parts.containsKey(root)) {
      seePartition(root);
    }
    return parts.getOrDefault(root, new TreeMap<>());
  }

  boolean isErased(ContactId contact) {
    return item(contact).filter(EntityType.TOMBSTONE::is).isPresent();
  }

  private void see(Set<ContactId> contacts) {
    if (contacts.size() == 1) {
      seePartition(contacts.iterator().next());
    } else {
      seeItems(contacts, List.of());
    }
  }

  /** A head comes before its parts. */
  private void seePartition(ContactId contact) {
    List<Map<String, AttributeValue>> items =
        table.partition(ItemKey.identity(instance, contact).partition());
    seen.put(contact, Optional.empty());
    NavigableMap<String, StoredPart> found = new TreeMap<>();
    for (Map<String, AttributeValue> item : items) {
      ItemKey key = ItemKey.of(item);
      if (key.equals(ItemKey.identity(instance, contact))) {
        seen.put(contact, unlessExpired(item));
      } else {
        found.put(key.sort(), TreeItems.storedPart(item));
      }
    }
    String generation = item(contact).map(HeadMetadata::generation).orElse("");
    found.values().removeIf(part -> !part.generation().equals(generation));
    parts.put(contact, found);
  }

  private void seeMembers() {
    if (membersSeen) {
      return;
    }
    membersSeen = true;
    Set<ContactId> heads = new TreeSet<>();
    Map<ContactId, ItemKey> wantedMembers = new HashMap<>();
    for (ContactId contact : wanted) {
      target(contact)
          .ifPresent(
              root -> {
                heads.add(root);
                wantedMembers.put(
                    contact, ItemKey.part(instance, root, TreeItems.partName(contact)));
              });
      item(contact)
          .filter(EntityType.TREE::is)
          .filter(HeadMetadata::isInParts)
          .ifPresent(
              head ->
                  wantedMembers.put(
                      contact, ItemKey.part(instance, contact, TreeItems.partName(contact))));
    }
    heads.removeAll(seen.keySet());
    Map<ItemKey, Map<String, AttributeValue>> found = seeItems(heads, wantedMembers.values());
    wantedMembers.forEach(
        (contact, key) ->
            Optional.ofNullable(found.get(key))
                .ifPresent(item -> members.put(contact, new ItemFields(item))));
  }

  private Map<ItemKey, Map<String, AttributeValue>> seeItems(
      Set<ContactId> contacts, Collection<ItemKey> more) {
    List<ItemKey> keys = new ArrayList<>(more);
    contacts.forEach(contact -> keys.add(ItemKey.identity(instance, contact)));
    Map<ItemKey, Map<String, AttributeValue>> items = table.get(keys);
    for (ContactId contact : contacts) {
      seen.put(
          contact,
          Optional.ofNullable(items.get(ItemKey.identity(instance, contact)))
              .flatMap(this::unlessExpired));
    }
    return items;
  }

  private Optional<ItemFields> unlessExpired(Map<String, AttributeValue> item) {
    Instant now = clock.instant();
    return Optional.of(new ItemFields(item)).filter(found -> !TreeItems.isExpired(found, now));
  }

  private Optional<ItemFields> headOf(ContactId contact) {
    return target(contact)
        .or(() -> Optional.of(contact))
        .flatMap(this::item)
        .filter(EntityType.TREE::is);
  }

  /** Aliases lead to a tree, and so do tombstones of contacts that were in one. */
  private Optional<ContactId> target(ContactId contact) {
    return item(contact)
        .filter(item -> EntityType.ALIAS.is(item) || EntityType.TOMBSTONE.is(item))
        .flatMap(item -> item.optionalContact(TreeItems.TREE_ID));
  }

  private Optional<ItemFields> item(ContactId contact) {
    return seen.getOrDefault(contact, Optional.empty());
  }
}
