package io.contacttree.view;

import io.contacttree.domain.tree.ContactTree;

/** A tree as a timeline: SVG that needs nothing beside it. */
public final class TreeSvg {
  private TreeSvg() {}

  /** Returns the timeline of a tree; of one of more than 200 contacts the first 200. */
  public static String write(ContactTree tree, Viewpoint viewpoint) {
    Markup markup = new Markup();
    new TimelineSvg(Timeline.of(tree, viewpoint), PictureStyle.of(tree.treeId()), markup)
        .write(true);
    return markup.toString();
  }
}
