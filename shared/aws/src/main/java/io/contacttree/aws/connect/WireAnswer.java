package io.contacttree.aws.connect;

/** What the body of one answer says, as far as it could be read. */
sealed interface WireAnswer permits AssociatedContactsAnswer, FileAnswer, ReferencesAnswer {

  /** Returns how many elements and fields could not be read and are absent. */
  int leftOut();
}
