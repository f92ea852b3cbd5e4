package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.ClaimQueue;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.ContactReferences;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.Leases;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.TreeAssembler;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds contact trees from claims: group them by tree, load, list, read references, write.
 *
 * <p>Every message gets the outcome of its own claim. A claim that the store satisfies costs the
 * load and nothing else, and not even that where an excerpt of its contact shows it.
 */
public final class BuildContactTrees {
  private final TreeStore store;
  private final InstantSource clock;
  private final BuildListener listener;
  private final ClaimCheck check;
  private final TreeUpdate treeUpdate;

  /** Wires the use case by hand. */
  public BuildContactTrees(
      AssociatedContacts associatedContacts,
      ContactReferences contactReferences,
      TreeStore store,
      Leases leases,
      ClaimQueue queue,
      TreeAssembler assembler,
      BuildSettings settings,
      InstantSource clock,
      BuildListener listener) {
    this.store = store;
    this.clock = clock;
    this.listener = listener;
    this.check = new ClaimCheck(assembler, settings.readLag());
    this.treeUpdate =
        new TreeUpdate(
            new ListStep(associatedContacts, store, check),
            new ReferencesStep(contactReferences, check),
            new WriteStep(store, queue, assembler, settings, clock, listener),
            store,
            leases,
            new ClaimForwarder(queue, check, settings, clock),
            check,
            clock,
            listener);
  }

  /**
   * Builds what the messages of one batch claim.
   *
   * @return the outcome of every message, by its id; never throws for an outage
   */
  public Map<String, Outcome> build(List<ClaimMessage> messages, Deadline deadline) {
    Map<InstanceId, List<ClaimMessage>> byInstance = new TreeMap<>();
    messages.forEach(
        message ->
            byInstance
                .computeIfAbsent(message.claim().instance(), any -> new ArrayList<>())
                .add(message));
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    byInstance.forEach((instance, own) -> outcomes.putAll(build(instance, own, deadline)));
    messages.forEach(
        message ->
            listener.decided(
                message,
                outcomes.getOrDefault(
                    message.messageId(),
                    new Outcome.Returned(Outcome.Returned.Reason.OUT_OF_TIME))));
    return outcomes;
  }

  private Map<String, Outcome> build(
      InstanceId instance, List<ClaimMessage> messages, Deadline deadline) {
    Instant startedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    List<ClaimMessage> open = messages;
    LoadedTrees loaded;
    try {
      TreeStore.LookedUp lookedUp = store.lookUp(instance, ClaimGroup.named(messages));
      open = answerFromExcerpts(messages, lookedUp, startedAt, outcomes);
      if (open.isEmpty()) {
        return outcomes;
      }
      loaded = lookedUp.load(ClaimGroup.named(open));
    } catch (UpstreamFailure _) {
      outcomes.putAll(TreeUpdate.returned(open, Outcome.Returned.Reason.STORE_UNAVAILABLE));
      return outcomes;
    }
    Deque<ClaimGroup> waiting = new ArrayDeque<>(ClaimGroup.of(instance, open, loaded));
    while (!waiting.isEmpty()) {
      ClaimGroup group = waiting.removeFirst();
      if (deadline.hasPassed(clock)) {
        outcomes.putAll(treeUpdate.handOver(group));
        continue;
      }
      outcomes.putAll(
          treeUpdate.run(new OpenClaims(group, waiting, startedAt), loaded, deadline, instance));
    }
    return outcomes;
  }

  /** Answers the messages that need no tree, and returns the others. */
  private List<ClaimMessage> answerFromExcerpts(
      List<ClaimMessage> messages,
      TreeStore.LookedUp lookedUp,
      Instant seenAt,
      Map<String, Outcome> outcomes) {
    List<ClaimMessage> open = new ArrayList<>();
    for (ClaimMessage message : messages) {
      Claim claim = message.claim();
      boolean satisfied =
          lookedUp
              .excerpt(claim.contact())
              .filter(excerpt -> check.isSatisfiedAlone(message, excerpt, seenAt))
              .isPresent();
      if (satisfied) {
        outcomes.put(message.messageId(), new Outcome.Satisfied());
        listener.unchanged(claim.instance(), claim.contact());
      } else {
        open.add(message);
      }
    }
    return open;
  }
}
