package io.contacttree.verification.simulator;

import io.contacttree.aws.pacing.Pacer;
import io.contacttree.domain.claim.ClaimQueue;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.ContactReferences;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.Tombstones;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.verification.simulator.scenario.Nothings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Puts a {@link Sabotage} between the flow and its ports; without one the ports stay as they are.
 */
record SabotagedPorts(Sabotage sabotage) {
  private static final int EVERY = 5;

  TreeStore store(TreeStore store) {
    return switch (sabotage) {
      case WRITES_LOST -> losingWrites(store);
      case NAMES_UNBOUND -> forgettingTries(store);
      case NONE,
          MESSAGES_LOST,
          LISTS_CUT,
          REFERENCES_CUT,
          READ_TIMES_WRONG,
          UNPACED,
          NAMES_FAIL_ALL,
          NOTHING_NAMES,
          BURIALS_LOST,
          BATCH_RETURNED ->
          store;
    };
  }

  Tombstones tombstones(Tombstones tombstones) {
    return sabotage == Sabotage.BURIALS_LOST ? losingBurials(tombstones) : tombstones;
  }

  private static Tombstones losingBurials(Tombstones tombstones) {
    return new Tombstones() {
      @Override
      public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
        return tombstones.load(instance, contacts);
      }

      @Override
      public Result bury(Burial burial) {
        return new Result.Buried(burial.replaced().stream().findFirst(), true);
      }

      @Override
      public boolean tidy(InstanceId instance, ContactId contact, Deadline deadline) {
        return tombstones.tidy(instance, contact, deadline);
      }
    };
  }

  private static TreeStore forgettingTries(TreeStore store) {
    return new TreeStore() {
      @Override
      public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
        return store.load(instance, contacts);
      }

      @Override
      public LoadedTrees loadAgain(
          InstanceId instance, Set<ContactId> contacts, LoadedTrees before) {
        return store.loadAgain(instance, contacts, before);
      }

      @Override
      public LookedUp lookUp(InstanceId instance, Set<ContactId> contacts) {
        return store.lookUp(instance, contacts);
      }

      @Override
      public SaveResult save(
          StoredTree next, List<StoredTree> replaced, Optional<Leases.Lease> over) {
        return store.save(
            new StoredTree(next.document(), withoutTries(next.known())), replaced, over);
      }
    };
  }

  private static KnownTree withoutTries(KnownTree known) {
    return new KnownTree(
        known.instance(),
        known.contacts(),
        known.lists(),
        new TreeMap<>(),
        known.associatedAt(),
        known.settle(),
        known.erased());
  }

  private static TreeStore losingWrites(TreeStore store) {
    return new TreeStore() {
      private int saves;

      @Override
      public LoadedTrees load(InstanceId instance, Set<ContactId> contacts) {
        return store.load(instance, contacts);
      }

      @Override
      public LookedUp lookUp(InstanceId instance, Set<ContactId> contacts) {
        return store.lookUp(instance, contacts);
      }

      @Override
      public LoadedTrees loadAgain(
          InstanceId instance, Set<ContactId> contacts, LoadedTrees before) {
        return store.loadAgain(instance, contacts, before);
      }

      @Override
      public SaveResult save(
          StoredTree next, List<StoredTree> replaced, Optional<Leases.Lease> over) {
        saves++;
        return saves % EVERY == 0 ? new SaveResult.Saved() : store.save(next, replaced, over);
      }
    };
  }

  /** Returns what becomes of a value that a list gives. */
  UnaryOperator<String> listed() {
    return sabotage == Sabotage.NOTHING_NAMES
        ? value -> Nothings.contains(value) ? "nobody" : value
        : UnaryOperator.identity();
  }

  /** Returns what became of the messages of a batch. */
  Map<String, Outcome> outcomes(Map<String, Outcome> outcomes) {
    Optional<Outcome> returned =
        outcomes.values().stream().filter(Outcome.Returned.class::isInstance).findFirst();
    if (sabotage != Sabotage.BATCH_RETURNED || returned.isEmpty()) {
      return outcomes;
    }
    Map<String, Outcome> all = new TreeMap<>(outcomes);
    all.replaceAll((_, _) -> returned.get());
    return all;
  }

  ClaimQueue queue(ClaimQueue queue) {
    return sabotage == Sabotage.MESSAGES_LOST ? (_, _, _) -> {} : queue;
  }

  Pacer pacer(Pacer pacer) {
    return sabotage == Sabotage.UNPACED ? Pacer.UNPACED : pacer;
  }

  ContactReferences references(ContactReferences references) {
    if (sabotage != Sabotage.REFERENCES_CUT) {
      return references;
    }
    return (instance, types, deadline) -> {
      Map<ContactId, KnownReferences> answers =
          new TreeMap<>(references.read(instance, types, deadline));
      answers.replaceAll((_, known) -> known.read().map(SabotagedPorts::cut).orElse(known));
      return answers;
    };
  }

  private static KnownReferences cut(KnownReferences.Read read) {
    return KnownReferences.read(
        read.at(), read.types(), read.references().stream().skip(1).toList());
  }

  AssociatedContacts lists(AssociatedContacts lists) {
    return switch (sabotage) {
      case NAMES_FAIL_ALL -> query -> failed(query, lists.list(query));
      case LISTS_CUT -> query -> changed(lists.list(query), true);
      case READ_TIMES_WRONG -> query -> changed(lists.list(query), false);
      case NONE,
          WRITES_LOST,
          MESSAGES_LOST,
          REFERENCES_CUT,
          UNPACED,
          NAMES_UNBOUND,
          NOTHING_NAMES,
          BURIALS_LOST,
          BATCH_RETURNED ->
          lists;
    };
  }

  private static AssociatedContacts.Answer failed(
      AssociatedContacts.Query query, AssociatedContacts.Answer answer) {
    if (query.patience() == AssociatedContacts.Patience.ONE_ATTEMPT
        && answer instanceof AssociatedContacts.Answer.Failed) {
      throw new UpstreamFailure(UpstreamFailure.Resource.TABLE, "as if it were the table");
    }
    return answer;
  }

  private static AssociatedContacts.Answer changed(AssociatedContacts.Answer answer, boolean cut) {
    if (!(answer instanceof AssociatedContacts.Answer.Listed listed)) {
      return answer;
    }
    Map<ContactId, Facts> contacts = new TreeMap<>(listed.contacts());
    if (cut && contacts.size() > 1) {
      contacts.remove(Collections.max(contacts.keySet()));
    }
    Instant at = cut ? listed.readAt() : listed.readAt().minus(Duration.ofDays(60));
    return new AssociatedContacts.Answer.Listed(at, listed.ending(), contacts);
  }
}
