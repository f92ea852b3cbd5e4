package io.contacttree.local.dynamodb;

/** What the table does wrong on purpose. */
public enum TableFault {
  /** Nothing. */
  OK,
  /** Every call fails. */
  DOWN,
  /** The next write is applied and its answer lost; then nothing. */
  DROP_RESPONSE
}
