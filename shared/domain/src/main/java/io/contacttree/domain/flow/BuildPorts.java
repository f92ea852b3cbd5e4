package io.contacttree.domain.flow;

import io.contacttree.domain.claim.ClaimQueue;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.ContactReferences;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.TreeStore;
import java.util.Objects;

/**
 * What building asks of the outside.
 *
 * @param associatedContacts the lists of Amazon Connect
 * @param contactReferences the references of Amazon Connect
 * @param store where trees are kept
 * @param leases what keeps two workers from reading one tree at once
 * @param queue where claims are forwarded to
 * @param pauses lets a writer that lost wait before it tries again
 */
public record BuildPorts(
    AssociatedContacts associatedContacts,
    ContactReferences contactReferences,
    TreeStore store,
    Leases leases,
    ClaimQueue queue,
    Pauses pauses) {
  public BuildPorts {
    Objects.requireNonNull(associatedContacts);
    Objects.requireNonNull(contactReferences);
    Objects.requireNonNull(store);
    Objects.requireNonNull(leases);
    Objects.requireNonNull(queue);
    Objects.requireNonNull(pauses);
  }
}
