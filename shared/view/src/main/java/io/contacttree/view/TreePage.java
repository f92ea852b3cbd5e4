package io.contacttree.view;

import io.contacttree.domain.tree.ContactTree;

/** A tree as a page for people: what is known in words, the timeline, a table of contacts. */
public final class TreePage {
  private TreePage() {}

  /** Returns the page, HTML that needs nothing beside it. */
  public static String write(ContactTree tree, Viewpoint viewpoint) {
    Markup markup = new Markup();
    new PageHtml(Timeline.of(tree, viewpoint), PictureStyle.of(tree.treeId()), markup).write();
    return markup.toString();
  }
}
