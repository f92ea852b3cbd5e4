package io.contacttree.domain.erase;

/** How much is erased. */
public enum EraseScope {
  /** The contact alone. */
  CONTACT,
  /** All members of its tree that are known when the call begins. */
  TREE
}
