package io.contacttree.verification.simulator;

import io.contacttree.domain.connect.ContactReferences;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferenceValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads references contact by contact, as the real adapter does. */
final class SimulatedContactReferences implements ContactReferences {
  private final Worker worker;
  private final SimulatedConnect connect;
  private final PacedRequests requests;
  private final Calls calls;

  SimulatedContactReferences(
      Worker worker, SimulatedConnect connect, PacedRequests requests, Calls calls) {
    this.worker = worker;
    this.connect = connect;
    this.requests = requests;
    this.calls = calls;
  }

  @Override
  public Map<ContactId, KnownReferences> read(
      InstanceId instance, Map<ContactId, Set<String>> types, Deadline deadline) {
    worker.step("references of " + types.keySet());
    Map<ContactId, KnownReferences> found = new TreeMap<>();
    new TreeMap<>(types)
        .forEach(
            (contact, own) ->
                read(instance, contact, own, deadline)
                    .ifPresent(known -> found.put(contact, known)));
    return found;
  }

  private Optional<KnownReferences> read(
      InstanceId instance, ContactId contact, Set<String> types, Deadline deadline) {
    calls.referencesRead(instance, contact, worker.isSettling());
    List<Reference> found = new ArrayList<>();
    Optional<Instant> startedAt = Optional.empty();
    for (List<String> asked : ReferenceTypes.DOCUMENTED.calls(types)) {
      PacedRequests.Result<List<Reference>> result =
          requests.make(
              "references " + contact,
              deadline,
              () -> connect.references(instance, contact, asked));
      Instant readAt = startedAt.orElseGet(result::readAt);
      startedAt = Optional.of(readAt);
      switch (result) {
        case PacedRequests.Result.OutOfTime<List<Reference>>(
                Instant _,
                Optional<FailureReason> failure) -> {
          return failure.map(reason -> KnownReferences.failed(readAt, reason));
        }
        case PacedRequests.Result.Failed<List<Reference>>(Instant _, FailureReason reason) -> {
          return Optional.of(KnownReferences.failed(readAt, reason));
        }
        case PacedRequests.Result.Answered<List<Reference>>(Instant _, List<Reference> body) ->
            body.forEach(source -> found.add(ReferenceValues.KEEP_ALL.keep(source)));
      }
    }
    return Optional.of(KnownReferences.read(startedAt.orElseThrow(), types, found));
  }
}
