package io.contacttree.domain.flow;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.TreeAssembler;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final ClaimForwarder forwarder;
  private final TreeUpdate treeUpdate;

  /** Wires the use case by hand. */
  public BuildContactTrees(
      BuildPorts ports,
      TreeAssembler assembler,
      BuildSettings settings,
      InstantSource clock,
      BuildListener listener) {
    this.store = ports.store();
    this.clock = clock;
    this.listener = listener;
    this.check = new ClaimCheck(assembler, settings.readLag());
    this.forwarder = new ClaimForwarder(ports.queue(), check, settings, clock, listener);
    this.treeUpdate = new TreeUpdate(ports, check, forwarder, clock, listener);
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
    byInstance.forEach(
        (instance, own) -> outcomes.putAll(answer(new OpenClaims(instance, own, deadline, now()))));
    messages.forEach(
        message ->
            listener.decided(message, Objects.requireNonNull(outcomes.get(message.messageId()))));
    return outcomes;
  }

  private Map<String, Outcome> answer(OpenClaims claims) {
    group(claims);
    while (claims.turnToNextTree()) {
      answerOneTree(claims);
    }
    return claims.outcomes();
  }

  /** Loads what the store holds of the claims, but for those that an excerpt satisfies. */
  private void group(OpenClaims claims) {
    try {
      TreeStore.LookedUp lookedUp = store.lookUp(claims.instance(), claims.named());
      answerFromExcerpts(claims, lookedUp);
      if (!claims.isEmpty()) {
        LoadedTrees loaded = lookedUp.load(claims.named());
        claims
            .answerErased(loaded)
            .forEach(contact -> listener.unchanged(claims.instance(), contact));
        claims.group(loaded);
      }
    } catch (UpstreamFailure failure) {
      claims.answerAll(_ -> returned(failure));
    }
  }

  private void answerFromExcerpts(OpenClaims claims, TreeStore.LookedUp lookedUp) {
    for (ClaimMessage message : claims.open()) {
      boolean satisfied =
          ClaimCheck.asksOfItsContactAlone(message)
              && lookedUp
                  .excerpt(message.claim().contact())
                  .filter(excerpt -> check.isSatisfiedAlone(message, excerpt, claims.startedAt()))
                  .isPresent();
      if (satisfied) {
        claims.answer(message, new Outcome.Satisfied());
        listener.unchanged(claims.instance(), message.claim().contact());
      }
    }
  }

  private void answerOneTree(OpenClaims claims) {
    try {
      if (claims.deadline().hasPassed(clock)) {
        forwarder.forward(claims, Outcome.Forwarded.By.CONTINUATION);
      } else {
        treeUpdate.update(claims);
      }
    } catch (UpstreamFailure failure) {
      claims.answerAll(_ -> returned(failure));
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Outcome returned(UpstreamFailure failure) {
    return new Outcome.Returned(
        switch (failure.resource()) {
          case TABLE -> Outcome.Returned.Reason.STORE_UNAVAILABLE;
          case QUEUE -> Outcome.Returned.Reason.QUEUE_UNAVAILABLE;
        });
  }
}
