package io.contacttree.functions.builder;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.aws.queue.ClaimMessages;
import io.contacttree.domain.claim.Backoff;
import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.flow.BuildContactTrees;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.domain.flow.BuildPorts;
import io.contacttree.domain.flow.BuildSettings;
import io.contacttree.domain.flow.MovingPauses;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.store.InMemoryLeases;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.MovingClock;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.functions.builder.parse.MessageParser;
import io.contacttree.lambda.TestContext;
import io.contacttree.lambda.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The real handler between a scenario, a store and a queue in memory, on a clock of its own. */
final class SampleRun {
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final int MOST_MESSAGES = 1_000;

  private record Waiting(String body, Instant sentAt, Instant dueAt) {}

  private final MovingClock clock = new MovingClock(Instant.parse("2026-11-01T08:00:00Z"));
  private final InMemoryTreeStore store = new InMemoryTreeStore();
  private final List<Waiting> queue = new ArrayList<>();
  private final ScenarioConnect connect;
  private final BuildContactTreeHandler handler;
  private int messages;

  SampleRun(JsonNode scenario) {
    connect = new ScenarioConnect(scenario, clock);
    Metrics metrics = new Metrics((counts, durations) -> {});
    BuildContactTrees trees =
        new BuildContactTrees(
            new BuildPorts(
                connect,
                connect,
                store,
                new InMemoryLeases(clock),
                this::send,
                new MovingPauses(clock)),
            new TreeAssembler(3, ReferenceTypes.DOCUMENTED),
            new BuildSettings(
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                Duration.ofMinutes(15),
                Duration.ofSeconds(30),
                Duration.ofMinutes(15)),
            clock,
            BuildListener.NONE);
    handler =
        new BuildContactTreeHandler(
            new BuilderWiring(
                new MessageParser(Optional.empty()),
                trees::build,
                new VisibilityBackoff(
                    delays -> Set.of(),
                    new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(15)),
                    () -> 0.5),
                metrics,
                clock));
  }

  /** Sends a body as the event rule does: it arrives after the window. */
  void sendFromOutside(String body) {
    queue.add(new Waiting(body, clock.instant(), clock.instant().plus(WINDOW)));
  }

  /** Hands over what is due, in batches of this size, until the queue is empty. */
  void runUntilIdle(int batchSize) {
    while (!queue.isEmpty()) {
      if (messages > MOST_MESSAGES) {
        throw new IllegalStateException("the queue does not run empty");
      }
      Instant next = queue.stream().map(Waiting::dueAt).min(Comparator.naturalOrder()).get();
      if (next.isAfter(clock.instant())) {
        clock.advance(Duration.between(clock.instant(), next));
      }
      List<Waiting> due =
          queue.stream()
              .filter(one -> !one.dueAt().isAfter(clock.instant()))
              .limit(batchSize)
              .toList();
      queue.removeAll(due);
      handle(due);
    }
  }

  Optional<ContactTree> tree(String instance, String contact) {
    ContactId id = new ContactId(contact);
    return store
        .load(new InstanceId(instance), Set.of(id))
        .treeOf(id)
        .map(stored -> stored.document());
  }

  int calls() {
    return connect.calls();
  }

  int writes() {
    return store.writes();
  }

  private void handle(List<Waiting> due) {
    List<SQSEvent.SQSMessage> batch = new ArrayList<>();
    for (Waiting one : due) {
      messages++;
      SQSEvent.SQSMessage message = SqsMessages.message("message-" + messages, 1, one.body());
      message.getAttributes().put("SentTimestamp", Long.toString(one.sentAt().toEpochMilli()));
      batch.add(message);
    }
    SQSBatchResponse response =
        handler.handleRequest(
            SqsMessages.batch(batch.toArray(SQSEvent.SQSMessage[]::new)),
            new TestContext(Duration.ofMinutes(3)));
    if (!response.getBatchItemFailures().isEmpty()) {
      throw new IllegalStateException("a message of a sample was returned");
    }
  }

  private void send(Claim claim, ClaimMessage.Trail trail, Duration delay) {
    queue.add(
        new Waiting(
            ClaimMessages.encode(claim, trail, clock.instant()),
            clock.instant(),
            clock.instant().plus(delay)));
  }
}
