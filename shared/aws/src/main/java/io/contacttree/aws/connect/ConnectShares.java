package io.contacttree.aws.connect;

import io.contacttree.aws.pacing.RateShare;
import java.util.Objects;
import java.util.Optional;

/**
 * What one worker may ask of each API of Amazon Connect; empty where it is not limited.
 *
 * @param associatedContacts its share of ListAssociatedContacts
 * @param contactReferences its share of ListContactReferences
 */
public record ConnectShares(
    Optional<RateShare> associatedContacts, Optional<RateShare> contactReferences) {
  public ConnectShares {
    Objects.requireNonNull(associatedContacts);
    Objects.requireNonNull(contactReferences);
  }
}
