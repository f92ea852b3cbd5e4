package io.contacttree.verification.simulator;

/** A fault built into the builder on purpose, to see that the checks notice it. */
enum Sabotage {
  /** The builder as it is. */
  NONE,
  /** Every fifth write is answered and not made. */
  WRITES_LOST,
  /** What the builder sends never arrives. */
  MESSAGES_LOST,
  /** Lists leave one contact out for ever. */
  LISTS_CUT,
  /** One reference of each contact is forgotten. */
  REFERENCES_CUT,
  /** Lists claim to be from long ago. */
  READ_TIMES_WRONG,
  /** Nothing holds requests back. */
  UNPACED,
  /** A named contact whose list fails returns every message of the tree. */
  NAMES_FAIL_ALL,
  /** How often a named contact was asked for is forgotten. */
  NAMES_UNBOUND,
  /** An id in a list that stands for nothing names a contact. */
  NOTHING_NAMES,
  /** Who erases is told that it is done, and nothing is. */
  BURIALS_LOST,
  /** A message that is returned returns all others of its batch. */
  BATCH_RETURNED
}
