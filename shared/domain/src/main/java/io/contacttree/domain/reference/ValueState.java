package io.contacttree.domain.reference;

/** What the privacy setting did to a reference's value before it was kept. */
public enum ValueState {
  /** The value is the SHA-256 of the original, in lower-case hexadecimal digits. */
  HASHED,
  /** The value was left out. */
  DROPPED
}
