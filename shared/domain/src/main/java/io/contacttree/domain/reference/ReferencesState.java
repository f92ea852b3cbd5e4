package io.contacttree.domain.reference;

/** How far the references of one contact are known (tree rules, section 5.4). */
public enum ReferencesState {
  /** Not read yet. */
  PENDING,
  /** Read; an empty list means that there are none. */
  FETCHED,
  /** No read has succeeded; the reason stands beside it. */
  FAILED,
  /** Amazon Connect no longer knows the contact; what was read before stays. */
  GONE
}
