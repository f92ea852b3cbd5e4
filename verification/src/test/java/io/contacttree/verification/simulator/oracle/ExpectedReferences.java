package io.contacttree.verification.simulator.oracle;

import java.util.List;
import java.util.Optional;

/**
 * What is to be known of a member's references.
 *
 * @param state as in the document
 * @param reason as in the document
 * @param types the types read, where they are not the usual six
 * @param list each reference as a line; absent where none were read
 * @param processing whether a file is still being worked on
 */
record ExpectedReferences(
    String state,
    Optional<String> reason,
    Optional<List<String>> types,
    Optional<List<String>> list,
    boolean processing) {
  static ExpectedReferences unread(String state, Optional<String> reason) {
    return new ExpectedReferences(state, reason, Optional.empty(), Optional.empty(), false);
  }
}
