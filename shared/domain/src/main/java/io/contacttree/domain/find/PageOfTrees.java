package io.contacttree.domain.find;

import io.contacttree.domain.store.Place;
import io.contacttree.domain.tree.TreeOverview;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param entries what is listed, in order
 * @param goesOnAfter after which place the next page begins; absent on the last one
 */
public record PageOfTrees(List<Entry> entries, Optional<Place> goesOnAfter) {

  public PageOfTrees {
    entries = List.copyOf(entries);
    Objects.requireNonNull(goesOnAfter);
  }

  /**
   * A tree in a list.
   *
   * @param tree the tree
   * @param matched the contact for which it is there, in a list of contacts
   */
  public record Entry(TreeOverview tree, Optional<Place> matched) {
    public Entry {
      Objects.requireNonNull(tree);
      Objects.requireNonNull(matched);
    }

    /** Returns where in the list it stands. */
    Place place() {
      return matched.orElseGet(() -> new Place(tree.lastActivityAt(), tree.treeId()));
    }
  }

  /** Returns the page that takes a number of what was found, and goes on where that ends. */
  static PageOfTrees of(List<Entry> found, int limit, Optional<Place> searchedTo) {
    return found.size() > limit
        ? new PageOfTrees(found.subList(0, limit), Optional.of(found.get(limit - 1).place()))
        : new PageOfTrees(found, searchedTo);
  }
}
