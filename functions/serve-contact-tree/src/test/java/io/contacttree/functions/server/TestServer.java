package io.contacttree.functions.server;

import io.contacttree.domain.find.FindContactTree;
import io.contacttree.domain.find.NameLookup;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.TreeIndex;
import io.contacttree.domain.store.TreeLookup;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.functions.server.request.CursorSeal;
import io.contacttree.functions.server.response.TreeResponses;
import io.contacttree.lambda.http.TokenScope;
import java.time.InstantSource;

/** The function over a store of a test. */
final class TestServer {
  static final String CURSOR_SECRET = "a-text-for-tests-that-is-no-secret-at-all";

  private TestServer() {}

  /** Returns the function over trees, without lists. */
  static DescribedHandler over(TreeLookup lookup) {
    return over(lookup, NameLookup.NONE, TokenScope.SIGNED);
  }

  /** Returns the function over trees and names, without lists. */
  static DescribedHandler over(TreeLookup lookup, NameLookup names, TokenScope scope) {
    return new DescribedHandler(
        new ServeContactTreeHandler(
            new FindContactTree(lookup),
            names,
            new TreeResponses(),
            lists(
                new InMemoryTreeStore(), CURSOR_SECRET, InstantSource.fixed(DrawnTree.WRITTEN_AT)),
            scope));
  }

  /** Returns the function over lists alone. */
  static DescribedHandler ofLists(
      TreeIndex index, String secret, InstantSource clock, TokenScope scope) {
    return new DescribedHandler(
        new ServeContactTreeHandler(
            new FindContactTree(new InMemoryTreeStore()),
            NameLookup.NONE,
            new TreeResponses(),
            lists(index, secret, clock),
            scope));
  }

  private static TreeLists lists(TreeIndex index, String secret, InstantSource clock) {
    return new TreeLists(index, new CursorSeal(secret), clock);
  }
}
