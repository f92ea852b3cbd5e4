package io.contacttree.domain.find;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.TreeIndex;
import io.contacttree.domain.tree.TreeOverview;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds what a list says of the trees of some contacts, at four requests at most. */
public final class FindOverviews {
  private final TreeIndex index;

  /** Finds trees by this index. */
  public FindOverviews(TreeIndex index) {
    this.index = Objects.requireNonNull(index);
  }

  /**
   * Returns the trees of some contacts, each once, in the order of its first contact.
   *
   * <p>Throws {@link io.contacttree.domain.store.UpstreamFailure} where the store does not answer.
   *
   * @param contacts different contacts, at most {@link TreeIndex#MOST_IDENTITIES}
   */
  public Answer find(InstanceId instance, List<ContactId> contacts) {
    IndexReads reads = new IndexReads(index, instance);
    reads.identify(Set.copyOf(contacts));
    Map<ContactId, TreeOverview> trees = new LinkedHashMap<>();
    Map<ContactId, List<ContactId>> askedBy = new LinkedHashMap<>();
    List<ContactId> unknown = new ArrayList<>();
    List<ContactId> erased = new ArrayList<>();
    for (ContactId contact : contacts) {
      if (reads.isErased(contact)) {
        erased.add(contact);
        continue;
      }
      if (!reads.isIdentified(contact)) {
        throw IndexReads.tooFar();
      }
      Optional<TreeOverview> tree = reads.tree(contact);
      if (tree.isPresent()) {
        trees.put(tree.get().treeId(), tree.get());
        askedBy.computeIfAbsent(tree.get().treeId(), _ -> new ArrayList<>()).add(contact);
      } else {
        unknown.add(contact);
      }
    }
    return new Answer(
        trees.values().stream()
            .map(tree -> new Found(tree, askedBy.getOrDefault(tree.treeId(), List.of())))
            .toList(),
        unknown,
        erased);
  }

  /**
   * What is known of some contacts.
   *
   * @param trees their trees
   * @param unknown those of which the store has never heard
   * @param erased those that were erased
   */
  public record Answer(List<Found> trees, List<ContactId> unknown, List<ContactId> erased) {
    public Answer {
      trees = List.copyOf(trees);
      unknown = List.copyOf(unknown);
      erased = List.copyOf(erased);
    }
  }

  /**
   * A tree.
   *
   * @param tree what a list says of it
   * @param contacts the contacts by which it was asked for
   */
  public record Found(TreeOverview tree, List<ContactId> contacts) {
    public Found {
      Objects.requireNonNull(tree);
      contacts = List.copyOf(contacts);
    }
  }
}
