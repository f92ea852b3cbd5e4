package io.contacttree.functions.server.request;

import io.contacttree.domain.find.TreeQuery;
import io.contacttree.domain.store.Place;
import java.time.Instant;
import java.util.Objects;

/**
 * Where a page of a list ended.
 *
 * @param query the list, its window as the first page had it
 * @param limit how many entries a page has at most
 * @param after the place where the page ended
 * @param madeAt when it was handed out, to the second
 */
public record Cursor(TreeQuery query, int limit, Place after, Instant madeAt) {
  public Cursor {
    Objects.requireNonNull(query);
    Objects.requireNonNull(after);
    Objects.requireNonNull(madeAt);
  }
}
