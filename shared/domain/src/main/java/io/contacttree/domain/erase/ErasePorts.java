package io.contacttree.domain.erase;

import io.contacttree.domain.claim.ClaimQueue;
import io.contacttree.domain.flow.Pauses;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.Tombstones;
import java.util.Objects;

/**
 * What erasing asks of the outside.
 *
 * @param tombstones where contacts are erased
 * @param leases what builders hold while they read a tree
 * @param queue where the settle message goes
 * @param pauses lets a writer that lost wait before it tries again
 */
public record ErasePorts(Tombstones tombstones, Leases leases, ClaimQueue queue, Pauses pauses) {
  public ErasePorts {
    Objects.requireNonNull(tombstones);
    Objects.requireNonNull(leases);
    Objects.requireNonNull(queue);
    Objects.requireNonNull(pauses);
  }
}
