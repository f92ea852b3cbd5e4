package io.contacttree.domain.tree;

/** By what a member hangs on its parent (tree rules, section 3). */
public enum Link {
  /** It names no other contact. */
  ROOT,
  /** Its parent is the contact it was created from. */
  PREVIOUS,
  /** Its parent is the contact it is associated with. */
  RELATED,
  /** Its parent is the first contact of its chain. */
  INITIAL,
  /** It names other contacts, but none is a member, or its parents run in a loop. */
  ORPHAN
}
