package io.contacttree.verification.simulator;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.UpstreamFailure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One worker's way to the table: slow, interleaved with the others', and sometimes failing. */
final class FaultyStore implements TreeStore {
  private final Worker worker;
  private final TreeStore table;
  private final Faults faults;
  private final Calls calls;
  private final Revisions revisions;

  FaultyStore(Worker worker, TreeStore table, Faults faults, Calls calls, Revisions revisions) {
    this.worker = worker;
    this.table = table;
    this.faults = faults;
    this.calls = calls;
    this.revisions = revisions;
  }

  @Override
  public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
    worker.step("load " + contacts);
    calls.loaded();
    failSometimes();
    LoadedTrees loaded =
        faults.tornLoad() && contacts.size() > 1
            ? torn(instance, contacts)
            : table.load(instance, contacts);
    worker.step("loaded " + loaded.treeOf());
    return loaded;
  }

  @Override
  public LookedUp lookUp(InstanceId instance, Set<ContactId> contacts) {
    worker.step("look up " + contacts);
    calls.loaded();
    failSometimes();
    LookedUp lookedUp = table.lookUp(instance, contacts);
    worker.step("looked up");
    return new LookedUp() {
      @Override
      public Optional<KnownContact> excerpt(ContactId contact) {
        return lookedUp.excerpt(contact);
      }

      @Override
      public LoadedTrees load(Set<ContactId> some) {
        return FaultyStore.this.load(instance, some);
      }
    };
  }

  @Override
  public LoadedTrees loadAgain(InstanceId instance, Set<ContactId> contacts, LoadedTrees before) {
    return load(instance, contacts);
  }

  @Override
  public SaveResult save(StoredTree next, List<StoredTree> replaced, Optional<Leases.Lease> over) {
    worker.step(
        "save "
            + next.treeId()
            + " in place of "
            + replaced.stream().map(StoredTree::treeId).toList());
    calls.saved();
    failSometimes();
    if (faults.needlessConflict()) {
      worker.step("refused for no reason");
      return new SaveResult.Conflict(Set.of(next.treeId()));
    }
    SaveResult result = table.save(next, replaced, over);
    if (result instanceof SaveResult.Saved) {
      revisions.add(next, replaced);
      if (faults.answerLost(worker)) {
        worker.step("saved, the answer was lost");
        throw new UpstreamFailure(UpstreamFailure.Resource.TABLE, "no answer");
      }
    }
    if (result instanceof SaveResult.Conflict) {
      faults.met(Happening.CONFLICT);
    }
    worker.step(result.toString());
    return result;
  }

  private void failSometimes() {
    if (faults.tableFails(worker)) {
      worker.step("the table failed");
      throw new UpstreamFailure(UpstreamFailure.Resource.TABLE, "down");
    }
  }

  /** A batch is no snapshot: each tree is whole, but two of them may be of different moments. */
  private LoadedTrees torn(InstanceId instance, Set<ContactId> contacts) {
    Map<ContactId, ContactId> treeOf = new HashMap<>();
    TreeMap<ContactId, StoredTree> trees = new TreeMap<>();
    Set<ContactId> erased = new HashSet<>();
    for (ContactId contact : new TreeSet<>(contacts)) {
      LoadedTrees one = table.load(instance, Set.of(contact));
      treeOf.putAll(one.treeOf());
      one.trees().forEach(trees::putIfAbsent);
      erased.addAll(one.erased());
      worker.step("loaded only " + one.treeOf());
    }
    return new LoadedTrees(treeOf, trees, erased);
  }
}
