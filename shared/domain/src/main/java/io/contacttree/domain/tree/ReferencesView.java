package io.contacttree.domain.tree;

import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferencesState;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How the document shows a member's references (tree rules, section 5.4).
 *
 * @param exhausted whether the tree's settle reads are used up
 * @param types which types are the usual ones
 */
record ReferencesView(boolean exhausted, ReferenceTypes types) {

  TreeContact.References of(KnownReferences known) {
    if (known.read().isPresent()) {
      return read(known, known.read().get());
    }
    return known.failure().map(this::failed).orElse(pending());
  }

  private TreeContact.References read(KnownReferences known, KnownReferences.Read read) {
    return new TreeContact.References(
        known.isGoneAfterRead() ? ReferencesState.GONE : ReferencesState.FETCHED,
        Optional.of(read.at()),
        Optional.empty(),
        isAsUsual(read) ? Optional.empty() : Optional.of(new TreeSet<>(read.types())),
        Optional.of(read.references()));
  }

  /** Nobody would guess of an e-mail whose further types were refused that the usual were read. */
  private boolean isAsUsual(KnownReferences.Read read) {
    return types.isUsual(read.types()) && read.refused().isEmpty();
  }

  private TreeContact.References failed(KnownReferences.Failure failure) {
    boolean gone = failure.reason() == FailureReason.NOT_FOUND && exhausted;
    return new TreeContact.References(
        gone ? ReferencesState.GONE : ReferencesState.FAILED,
        Optional.of(failure.at()),
        gone ? Optional.empty() : Optional.of(failure.reason()),
        Optional.empty(),
        Optional.empty());
  }

  private static TreeContact.References pending() {
    return new TreeContact.References(
        ReferencesState.PENDING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
