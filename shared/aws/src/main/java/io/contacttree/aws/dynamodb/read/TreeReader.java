package io.contacttree.aws.dynamodb.read;

import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.aws.dynamodb.part.PartContent;
import io.contacttree.aws.dynamodb.part.StoredPart;
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
import java.util.HashMap;
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

  /** What is torn so often is not being written just now. */
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
   * <p>What it reads may lag behind: whoever relies on something being absent loads it again.
   *
   * @param retention how long trees are kept by now, which may end an excerpt early
   */
  public TreeStore.LookedUp lookUp(
      InstanceId instance, Set<ContactId> contacts, Retention retention) {
    IdentityLookup identityLookup =
        IdentityLookup.ofIdentities(instance, contacts, table.lagging(), clock);
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
        return TreeReader.this.load(identityLookup, instance, some, LoadedTrees.NONE);
      }
    };
  }

  /**
   * Returns the trees of some contacts.
   *
   * @throws UpstreamFailure where the table does not answer or no whole revision could be read
   */
  public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
    return load(identities(instance, contacts), instance, contacts, LoadedTrees.NONE);
  }

  /**
   * Returns the trees of some contacts; of those whose head is as it was, the head alone is read.
   *
   * @param before what was loaded a moment ago
   */
  public LoadedTrees loadAgain(InstanceId instance, Set<ContactId> contacts, LoadedTrees before) {
    Set<ContactId> identities = new TreeSet<>(contacts);
    contacts.stream()
        .flatMap(contact -> Optional.ofNullable(before.treeOf().get(contact)).stream())
        .forEach(identities::add);
    return load(
        IdentityLookup.ofIdentities(instance, identities, table, clock),
        instance,
        contacts,
        before);
  }

  private LoadedTrees load(
      IdentityLookup lookedUp, InstanceId instance, Set<ContactId> contacts, LoadedTrees before) {
    IdentityLookup identityLookup = lookedUp;
    for (int reads = 0; reads < MOST_TORN_READS; reads++) {
      if (reads > 0) {
        table.pauseBefore(reads);
        identityLookup = identities(instance, contacts);
      }
      Optional<LoadedTrees> loaded = loadUnlessTorn(identityLookup, contacts, before);
      if (loaded.isPresent()) {
        return loaded.get();
      }
    }
    throw new UpstreamFailure(
        UpstreamFailure.Resource.TABLE, "no whole revision of a tree could be read");
  }

  /** Returns the root whose tree answers to a contact, or empty where none does. */
  public Optional<ContactId> rootOf(InstanceId instance, ContactId contact) {
    Set<ContactId> alone = Set.of(contact);
    return identities(instance, alone).follow(alone).rootOf(contact);
  }

  /** Reads heads and parts; empty where what was read is not of one revision. */
  private Optional<LoadedTrees> loadUnlessTorn(
      IdentityLookup identityLookup, Set<ContactId> contacts, LoadedTrees before) {
    identityLookup.follow(contacts);
    Map<ContactId, ContactId> treeOf = new HashMap<>();
    Set<ContactId> erased = new TreeSet<>();
    for (ContactId contact : contacts) {
      identityLookup.rootOf(contact).ifPresent(root -> treeOf.put(contact, root));
      if (identityLookup.isErased(contact)) {
        erased.add(contact);
      }
    }
    NavigableMap<ContactId, StoredTree> trees = new TreeMap<>();
    for (ContactId root : new TreeSet<>(treeOf.values())) {
      Optional<StoredTree> asBefore =
          Optional.ofNullable(before.trees().get(root))
              .filter(tree -> HeadMetadata.isOf(identityLookup.head(root), tree));
      if (asBefore.isPresent()) {
        trees.put(root, asBefore.get());
        continue;
      }
      NavigableMap<String, StoredPart> parts = identityLookup.parts(root);
      // Reading the parts has read the head anew.
      Optional<ContactId> still = identityLookup.rootOf(root);
      if (!still.equals(Optional.of(root))) {
        return Optional.empty();
      }
      ItemFields head = identityLookup.head(root);
      if (HeadMetadata.isInParts(head) && !HeadMetadata.areOf(head, parts)) {
        return Optional.empty();
      }
      trees.put(root, decode(head, parts));
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
    return IdentityLookup.of(instance, contacts, table, clock);
  }

  private static StoredTree decode(ItemFields head, NavigableMap<String, StoredPart> partsOrNone) {
    try {
      if (!HeadMetadata.isInParts(head)) {
        StoredTree tree = TreeCodec.decode(head.attributes());
        return tree.withVersion(HeadMetadata.of(head, new TreeMap<>()));
      }
      StoredTree tree =
          TreeCodec.decode(PartContent.join(head.attributes(), contents(partsOrNone)));
      return new StoredTree(
          tree.document().inOrder(), tree.known(), Optional.of(HeadMetadata.of(head, partsOrNone)));
    } catch (RuntimeException unreadable) {
      throw new UpstreamFailure(
          UpstreamFailure.Resource.TABLE, "the table holds a tree that cannot be read", unreadable);
    }
  }

  private static Map<String, Map<String, AttributeValue>> contents(
      NavigableMap<String, StoredPart> parts) {
    Map<String, Map<String, AttributeValue>> contents = new HashMap<>();
    parts.forEach((name, part) -> contents.put(name, part.content()));
    return contents;
  }
}
