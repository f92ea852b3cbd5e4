package io.contacttree.verification.simulator;

import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.Tombstones;
import io.contacttree.domain.store.UpstreamFailure;
import java.util.Set;

/** An eraser's way to the table: slow, interleaved with builders, and sometimes failing. */
final class FaultyTombstones implements Tombstones {
  private final Worker worker;
  private final Tombstones table;
  private final Faults faults;
  private final Revisions revisions;

  FaultyTombstones(Worker worker, Tombstones table, Faults faults, Revisions revisions) {
    this.worker = worker;
    this.table = table;
    this.faults = faults;
    this.revisions = revisions;
  }

  @Override
  public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
    worker.step("load to erase " + contacts);
    failSometimes();
    LoadedTrees loaded = table.load(instance, contacts);
    worker.step("loaded to erase " + loaded.treeOf());
    return loaded;
  }

  @Override
  public Result bury(Burial burial) {
    worker.step("bury " + burial.contacts());
    failSometimes();
    if (faults.needlessConflict()) {
      worker.step("refused for no reason");
      return new Result.Conflict(Set.of(burial.contacts().iterator().next()));
    }
    Result result = table.bury(burial);
    if (result instanceof Result.Buried) {
      burial.rest().ifPresent(rest -> revisions.add(rest, burial.replaced()));
      if (faults.answerLost(worker)) {
        worker.step("buried, the answer was lost");
        throw new UpstreamFailure(UpstreamFailure.Resource.TABLE, "no answer");
      }
    }
    worker.step("buried " + burial.contacts() + ": " + result.getClass().getSimpleName());
    return result;
  }

  @Override
  public boolean tidy(InstanceId instance, ContactId contact, Deadline deadline) {
    worker.step("tidy " + contact);
    failSometimes();
    return table.tidy(instance, contact, deadline);
  }

  private void failSometimes() {
    if (faults.tableFails(worker)) {
      worker.step("the table failed");
      throw new UpstreamFailure(UpstreamFailure.Resource.TABLE, "down");
    }
  }
}
