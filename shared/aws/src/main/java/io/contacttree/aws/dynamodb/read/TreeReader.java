package io.contacttree.aws.dynamodb.read;

import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.PartContent;
import io.contacttree.aws.dynamodb.part.PartMetadata;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.FailureWithoutText;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.Retention;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Finds trees by the ids of their contacts: identity items, then heads, then parts. */
public final class TreeReader {
  private static final Logger LOG = LoggerFactory.getLogger(TreeReader.class);

  /** A part that is missing so often was not just replaced while we read. */
  private static final int MOST_TORN_READS = 4;

  private final TableReads table;
  private final InstantSource clock;

  public TreeReader(TableReads table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  /**
   * Looks contacts up by one request for each hundred, and reads no tree unless one is a root.
   *
   * @param retention how long trees are kept by now, which may end an excerpt early
   */
  public TreeStore.LookedUp lookUp(
      InstanceId instance, Set<ContactId> contacts, Retention retention) {
    IdentityLookup identityLookup = identities(instance, contacts);
    return new TreeStore.LookedUp() {
      @Override
      public Optional<KnownContact> excerpt(ContactId contact) {
        return excerptIn(identityLookup, contact, retention);
      }

      @Override
      public LoadedTrees load(Set<ContactId> some) {
        if (!some.stream().allMatch(identityLookup::isLookedUp)) {
          throw new IllegalArgumentException("only what was looked up can be loaded");
        }
        return TreeReader.this.load(identityLookup, instance, some);
      }
    };
  }

  /**
   * Returns the trees of some contacts.
   *
   * @throws UpstreamFailure where the table does not answer or no whole revision could be read
   */
  public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
    return load(identities(instance, contacts), instance, contacts);
  }

  private LoadedTrees load(IdentityLookup lookedUp, InstanceId instance, Set<ContactId> contacts) {
    IdentityLookup identityLookup = lookedUp;
    for (int reads = 0; reads < MOST_TORN_READS; reads++) {
      if (reads > 0) {
        identityLookup = identities(instance, contacts);
      }
      Optional<LoadedTrees> loaded = loadUnlessTorn(identityLookup, instance, contacts);
      if (loaded.isPresent()) {
        return loaded.get();
      }
    }
    throw new UpstreamFailure(
        UpstreamFailure.Resource.TABLE, "parts of a tree are missing from the table");
  }

  /** Returns the root whose tree answers to a contact, or empty where none does. */
  public Optional<ContactId> rootOf(InstanceId instance, ContactId contact) {
    Set<ContactId> alone = Set.of(contact);
    return identities(instance, alone).follow(alone).rootOf(contact);
  }

  /** Reads heads and parts anew; empty where a writer has replaced parts in between. */
  private Optional<LoadedTrees> loadUnlessTorn(
      IdentityLookup identityLookup, InstanceId instance, Set<ContactId> contacts) {
    identityLookup.follow(contacts);
    Map<ContactId, ContactId> treeOf = new HashMap<>();
    Set<ContactId> erased = new TreeSet<>();
    for (ContactId contact : contacts) {
      identityLookup.rootOf(contact).ifPresent(root -> treeOf.put(contact, root));
      if (identityLookup.isErased(contact)) {
        erased.add(contact);
      }
    }
    Set<ContactId> roots = new TreeSet<>(treeOf.values());
    List<ItemKey> partKeys = new ArrayList<>();
    roots.forEach(root -> partKeys.addAll(partKeys(instance, root, identityLookup.head(root))));
    Map<ItemKey, Map<String, AttributeValue>> parts = table.get(partKeys);
    if (parts.size() < partKeys.size()) {
      return Optional.empty();
    }
    NavigableMap<ContactId, StoredTree> trees = new TreeMap<>();
    for (ContactId root : roots) {
      trees.put(root, decode(instance, root, identityLookup.head(root), parts));
    }
    return Optional.of(new LoadedTrees(treeOf, trees, erased));
  }

  /** An excerpt only spares reads: one that cannot be read is none, the tree itself will tell. */
  private Optional<KnownContact> excerptIn(
      IdentityLookup identityLookup, ContactId contact, Retention retention) {
    try {
      return identityLookup.excerpt(contact, retention);
    } catch (RuntimeException unreadable) {
      LOG.warn(
          "the excerpt of contact {} cannot be read", contact, FailureWithoutText.of(unreadable));
      return Optional.empty();
    }
  }

  private IdentityLookup identities(InstanceId instance, Set<ContactId> contacts) {
    return new IdentityLookup(instance, contacts, table, clock);
  }

  private StoredTree decode(
      InstanceId instance,
      ContactId root,
      ItemFields head,
      Map<ItemKey, Map<String, AttributeValue>> parts) {
    try {
      List<PartMetadata> metadata = new ArrayList<>();
      List<Map<String, AttributeValue>> contents = new ArrayList<>();
      for (ItemKey key : partKeys(instance, root, head)) {
        Map<String, AttributeValue> content = PartContent.in(parts.getOrDefault(key, Map.of()));
        contents.add(content);
        metadata.add(PartMetadata.of(key.sort(), content));
      }
      StoredTree tree =
          contents.isEmpty()
              ? TreeCodec.decode(head.attributes())
              : TreeCodec.decode(PartContent.join(head.attributes(), contents));
      return new StoredTree(
          contents.isEmpty() ? tree.document() : tree.document().inOrder(),
          tree.known(),
          Optional.of(HeadMetadata.of(head, metadata)));
    } catch (RuntimeException unreadable) {
      throw new UpstreamFailure(
          UpstreamFailure.Resource.TABLE, "the table holds a tree that cannot be read", unreadable);
    }
  }

  private static List<ItemKey> partKeys(InstanceId instance, ContactId root, ItemFields head) {
    return HeadMetadata.partNames(head).stream()
        .map(name -> ItemKey.part(instance, root, name))
        .toList();
  }
}
