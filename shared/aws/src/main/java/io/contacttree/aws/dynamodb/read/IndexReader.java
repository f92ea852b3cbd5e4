package io.contacttree.aws.dynamodb.read;

import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.part.IndexEntries;
import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.Place;
import io.contacttree.domain.store.TreeIndex.ContactEntry;
import io.contacttree.domain.store.TreeIndex.HandledBy;
import io.contacttree.domain.store.TreeIndex.Identity;
import io.contacttree.domain.store.TreeIndex.Slice;
import io.contacttree.domain.store.TreeIndex.Stretch;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.TreeOverview;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads the indexes, and what contacts are; what has expired counts as absent. */
public final class IndexReader {
  private final TableReads table;
  private final InstantSource clock;

  public IndexReader(TableReads table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  public Slice<TreeOverview> trees(InstanceId instance, Stretch stretch, int most) {
    Slice<ItemFields> entries = entries(IndexRange.ofTrees(instance, stretch), most);
    Instant now = clock.instant();
    return readable(
        () -> slice(entries, entry -> !TreeItems.isExpired(entry, now), TreeItems::overview));
  }

  /** Those of an agent are fewer than those of a queue, so they are gone through for both. */
  public Slice<ContactEntry> contacts(
      InstanceId instance, HandledBy handledBy, Stretch stretch, int most) {
    IndexRange range =
        handledBy
            .agent()
            .map(agent -> IndexRange.ofAgent(instance, agent, handledBy.queue(), stretch))
            .orElseGet(
                () -> IndexRange.ofQueue(instance, handledBy.queue().orElseThrow(), stretch));
    if (!range.canBe()) {
      return new Slice<>(List.of(), Optional.empty());
    }
    Slice<ItemFields> entries = entries(range, most);
    return readable(
        () ->
            slice(
                entries,
                _ -> true,
                entry ->
                    new ContactEntry(
                        IndexEntries.place(entry.text(range.index().sortKey())),
                        entry.contact(TreeItems.TREE_ID))));
  }

  public Map<ContactId, Identity> identities(InstanceId instance, Set<ContactId> contacts) {
    Map<ItemKey, ContactId> keys = new HashMap<>();
    contacts.forEach(contact -> keys.put(ItemKey.identity(instance, contact), contact));
    Instant now = clock.instant();
    var items = table.get(keys.keySet(), TreeItems.identityAttributes());
    return readable(
        () -> {
          Map<ContactId, Identity> found = new HashMap<>();
          items.forEach(
              (key, attributes) -> {
                ItemFields item = new ItemFields(attributes);
                ContactId contact = keys.get(key);
                if (contact != null && !TreeItems.isExpired(item, now)) {
                  found.put(contact, identity(item));
                }
              });
          return found;
        });
  }

  private static Identity identity(ItemFields item) {
    if (EntityType.TREE.is(item)) {
      return new Identity.Root(TreeItems.overview(item));
    }
    return EntityType.TOMBSTONE.is(item)
        ? new Identity.Erased(item.optionalContact(TreeItems.TREE_ID))
        : new Identity.LeadsTo(item.contact(TreeItems.TREE_ID));
  }

  private Slice<ItemFields> entries(IndexRange range, int most) {
    QueryResponse response = table.index(range, most);
    return new Slice<>(
        response.items().stream().map(ItemFields::new).toList(),
        response.hasLastEvaluatedKey() && !response.lastEvaluatedKey().isEmpty()
            ? Optional.of(
                IndexEntries.place(
                    new ItemFields(response.lastEvaluatedKey()).text(range.index().sortKey())))
            : Optional.<Place>empty());
  }

  private static <T> Slice<T> slice(
      Slice<ItemFields> entries, Predicate<ItemFields> wanted, Function<ItemFields, T> decode) {
    return new Slice<>(
        entries.entries().stream().filter(wanted).map(decode).toList(), entries.goesOnAfter());
  }

  private static <T> T readable(Supplier<T> decoding) {
    try {
      return decoding.get();
    } catch (RuntimeException unreadable) {
      throw new UpstreamFailure(
          UpstreamFailure.Resource.TABLE, "the table holds what cannot be listed", unreadable);
    }
  }
}
