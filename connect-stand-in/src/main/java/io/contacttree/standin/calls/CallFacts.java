package io.contacttree.standin.calls;

import java.util.List;
import java.util.Optional;

/**
 * What a call asked for, as far as it can be told without checking it.
 *
 * @param instanceId the instance
 * @param contactId the contact
 * @param page the page, the first being 1; empty: its token is none of ours
 * @param referenceTypes the reference types, none for other operations
 * @param userAgent what the caller says of itself, "" if nothing
 */
public record CallFacts(
    Optional<String> instanceId,
    Optional<String> contactId,
    Optional<Integer> page,
    List<String> referenceTypes,
    String userAgent) {
  /** Copies the list, so that the facts never change. */
  public CallFacts {
    referenceTypes = List.copyOf(referenceTypes);
  }
}
