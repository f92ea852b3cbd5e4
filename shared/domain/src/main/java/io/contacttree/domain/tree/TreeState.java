package io.contacttree.domain.tree;

/** How far a tree is known: the first that holds (tree rules, section 6). */
public enum TreeState {
  /** A member has not ended. */
  OPEN,
  /** Something is still missing and will be read again. */
  SETTLING,
  /** Nothing is missing. */
  COMPLETE,
  /** Something is missing and all settle reads are used up. */
  PARTIAL
}
