package io.contacttree.aws.dynamodb.read;

import io.contacttree.aws.dynamodb.codec.ExcerptCodec;
import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.Excerpt;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.Retention;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What some contacts are, and where their aliases lead; what has expired counts as absent.
 *
 * <p>One request for the contacts, one for the heads that their aliases name, and further ones only
 * where a root has moved.
 */
final class IdentityLookup {
  /** An alias of a former root of a former root is the longest way that writers leave behind. */
  private static final int MOST_HOPS = 3;

  private final InstanceId instance;
  private final TableReads table;
  private final InstantSource clock;
  private final Map<ContactId, Optional<ItemFields>> seen = new HashMap<>();

  /** Looks contacts up and follows no alias yet. */
  IdentityLookup(
      InstanceId instance, Set<ContactId> contacts, TableReads table, InstantSource clock) {
    this.instance = instance;
    this.table = table;
    this.clock = clock;
    see(new TreeSet<>(contacts));
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

  /** Returns what a contact's alias says of the contact itself, if that can still be relied on. */
  Optional<KnownContact> excerpt(ContactId contact, Retention retention) {
    return item(contact)
        .flatMap(item -> ExcerptCodec.in(item, contact))
        .filter(excerpt -> excerpt.counts(clock.instant(), retention))
        .map(Excerpt::contact);
  }

  boolean isLookedUp(ContactId contact) {
    return seen.containsKey(contact);
  }

  /** Returns the root whose tree answers to a contact, or empty where none does. */
  Optional<ContactId> rootOf(ContactId contact) {
    ContactId at = contact;
    for (int hop = 0; hop <= MOST_HOPS; hop++) {
      Optional<ItemFields> item = item(at);
      if (item.isEmpty() || EntityType.TOMBSTONE.is(item.get())) {
        return Optional.empty();
      }
      if (EntityType.TREE.is(item.get())) {
        return Optional.of(at);
      }
      at = item.get().contact(TreeItems.TREE_ID);
    }
    throw new UpstreamFailure(
        UpstreamFailure.Resource.TABLE, "the aliases of a contact lead too far");
  }

  /** Returns the head of a root. */
  ItemFields head(ContactId root) {
    return item(root).orElseThrow();
  }

  boolean isErased(ContactId contact) {
    return item(contact).filter(EntityType.TOMBSTONE::is).isPresent();
  }

  private void see(Set<ContactId> contacts) {
    Instant now = clock.instant();
    List<ItemKey> keys =
        contacts.stream().map(contact -> ItemKey.identity(instance, contact)).toList();
    Map<ItemKey, Map<String, AttributeValue>> items = table.get(keys);
    for (ContactId contact : contacts) {
      seen.put(
          contact,
          Optional.ofNullable(items.get(ItemKey.identity(instance, contact)))
              .map(ItemFields::new)
              .filter(item -> !TreeItems.isExpired(item, now)));
    }
  }

  private Optional<ContactId> target(ContactId contact) {
    return item(contact)
        .filter(EntityType.ALIAS::is)
        .map(alias -> alias.contact(TreeItems.TREE_ID));
  }

  private Optional<ItemFields> item(ContactId contact) {
    return seen.getOrDefault(contact, Optional.empty());
  }
}
