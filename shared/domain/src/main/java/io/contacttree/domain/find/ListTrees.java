package io.contacttree.domain.find;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.Place;
import io.contacttree.domain.store.TreeIndex;
import io.contacttree.domain.store.TreeIndex.ContactEntry;
import io.contacttree.domain.store.TreeIndex.HandledBy;
import io.contacttree.domain.store.TreeIndex.Slice;
import io.contacttree.domain.store.TreeIndex.Stretch;
import io.contacttree.domain.tree.TreeOverview;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lists trees page by page: by their last activity, or by the contacts of an agent or a queue.
 *
 * <p>A page costs at most four requests. One that is cut short by that goes on where the search
 * ended, so following pages never repeats or leaves out a tree that did not change meanwhile.
 */
public final class ListTrees {
  /**
   * Of a list that leaves out some, how many entries are looked at first for each that it shows.
   */
  private static final int FILTERED = 4;

  private final TreeIndex index;

  /** Lists trees by this index. */
  public ListTrees(TreeIndex index) {
    this.index = Objects.requireNonNull(index);
  }

  /**
   * Returns a page of a list.
   *
   * <p>Throws {@link io.contacttree.domain.store.UpstreamFailure} where the store does not answer.
   *
   * @param after where the page before ended; absent for the first one
   * @param limit how many entries it has at most
   */
  public PageOfTrees page(TreeQuery query, Optional<Place> after, int limit) {
    return query
        .handledBy()
        .map(handledBy -> contacts(query, handledBy, after, limit))
        .orElseGet(() -> trees(query, after, limit));
  }

  /** One entry more than the page has tells whether there is another page. */
  private PageOfTrees trees(TreeQuery query, Optional<Place> after, int limit) {
    IndexReads reads = new IndexReads(index, query.instance());
    List<PageOfTrees.Entry> found = new ArrayList<>();
    Optional<Place> at = after;
    int most = (limit + 1) * (query.isFiltered() ? FILTERED : 1);
    do {
      Slice<TreeOverview> slice = reads.trees(stretch(query, at), most);
      slice.entries().stream()
          .filter(query::takes)
          .map(tree -> new PageOfTrees.Entry(tree, Optional.empty()))
          .forEach(found::add);
      at = slice.goesOnAfter();
      most = TreeIndex.ALL;
    } while (found.size() <= limit && at.isPresent() && reads.left() > 0);
    return PageOfTrees.of(found, limit, at);
  }

  private PageOfTrees contacts(
      TreeQuery query, HandledBy handledBy, Optional<Place> after, int limit) {
    IndexReads reads = new IndexReads(index, query.instance());
    // By place: while a root moves, its contact can stand in an index twice.
    Map<Place, PageOfTrees.Entry> found = new LinkedHashMap<>();
    Optional<Place> at = after;
    boolean isSelective = query.isFiltered() || handledBy.isOfBoth();
    int most = (limit + 1) * (isSelective ? FILTERED : 1);
    do {
      Slice<ContactEntry> slice = reads.contacts(handledBy, stretch(query, at), most);
      List<ContactEntry> entries = identified(reads, slice.entries());
      for (ContactEntry entry : entries) {
        reads
            .tree(entry.leadsTo())
            .filter(query::takes)
            .map(tree -> new PageOfTrees.Entry(tree, Optional.of(entry.place())))
            .ifPresent(listed -> found.putIfAbsent(entry.place(), listed));
      }
      if (entries.size() == slice.entries().size()) {
        at = slice.goesOnAfter();
      } else if (!entries.isEmpty()) {
        at = Optional.of(entries.getLast().place());
      } else if (at.equals(after)) {
        throw IndexReads.tooFar();
      }
      most = slice.entries().isEmpty() ? TreeIndex.ALL : most;
      // Entries, and what they lead to, take two requests at least.
    } while (found.size() <= limit && at.isPresent() && reads.left() >= 2);
    return PageOfTrees.of(List.copyOf(found.values()), limit, at);
  }

  /**
   * Returns as many of the first entries as one request can identify, and the requests left can
   * follow to their trees.
   */
  private static List<ContactEntry> identified(IndexReads reads, List<ContactEntry> entries) {
    Set<ContactId> trees = new TreeSet<>();
    List<ContactEntry> some = new ArrayList<>();
    for (ContactEntry entry : entries) {
      if (!trees.contains(entry.leadsTo()) && trees.size() == TreeIndex.MOST_IDENTITIES) {
        break;
      }
      trees.add(entry.leadsTo());
      some.add(entry);
    }
    reads.identify(trees);
    return some.stream().takeWhile(entry -> reads.isIdentified(entry.leadsTo())).toList();
  }

  private static Stretch stretch(TreeQuery query, Optional<Place> after) {
    return new Stretch(query.from(), query.to(), after);
  }
}
