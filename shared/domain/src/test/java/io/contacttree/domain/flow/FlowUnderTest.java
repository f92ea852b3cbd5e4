package io.contacttree.domain.flow;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.FakeQueue;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.connect.FakeConnect;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.store.InMemoryLeases;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.MovingClock;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.domain.tree.TreeContact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The real flow between a service, a store and a queue in memory, on a clock that a test moves. */
final class FlowUnderTest {
  static final InstanceId INSTANCE = new InstanceId("instance-1");
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  static final Duration WINDOW = Duration.ofSeconds(20);
  static final TreeAssembler ASSEMBLER = new TreeAssembler(3, ReferenceTypes.DOCUMENTED);

  final MovingClock clock = new MovingClock(START.plus(Duration.ofHours(1)));
  final FakeConnect connect = new FakeConnect(clock);
  final FakeQueue queue = new FakeQueue(clock);
  final InMemoryTreeStore store = new InMemoryTreeStore();
  final InMemoryLeases leases = new InMemoryLeases(clock);
  final MovingPauses pauses = new MovingPauses(clock);
  final List<ContactId> unknown = new ArrayList<>();
  private TreeStore used = store;
  private int messages;

  /** Puts something between the flow and the store. */
  void through(TreeStore other) {
    used = other;
  }

  /** Adds a contact that ended; {@code names} like {@code previous=A related=B initial=C email}. */
  void contact(String id, int minute, String names) {
    contact(id, minute, Optional.of(START.plusSeconds(60L * minute + 30)), names);
  }

  void openContact(String id, int minute, String names) {
    contact(id, minute, Optional.empty(), names);
  }

  private void contact(String id, int minute, Optional<Instant> ended, String names) {
    Map<Fact, String> named = new EnumMap<>(Fact.class);
    for (String word : names.split(" ", -1)) {
      String[] sides = word.split("=", -1);
      switch (sides[0]) {
        case "previous" -> named.put(Fact.PREVIOUS_CONTACT_ID, sides[1]);
        case "related" -> named.put(Fact.RELATED_CONTACT_ID, sides[1]);
        case "initial" -> named.put(Fact.INITIAL_CONTACT_ID, sides[1]);
        default -> {}
      }
    }
    String channel = names.contains("email") ? "EMAIL" : "VOICE";
    connect.put(
        new FakeConnect.FakeContact(id, START.plusSeconds(60L * minute), ended, named, channel));
  }

  /** A message that says that a contact had ended just before the window that now closes. */
  ClaimMessage ended(String id, String... facts) {
    Instant at = clock.instant().minus(WINDOW);
    Facts.Builder builder = Facts.observedAt(new Stamp(at, 0));
    for (String fact : facts) {
      String[] sides = fact.split("=", -1);
      builder.with(Fact.valueOf(sides[0]), Optional.of(sides[1]));
    }
    return message(new Claim.Ended(INSTANCE, new ContactId(id), at, at, builder.build()));
  }

  ClaimMessage completed(String id, Instant referencesFrom) {
    Instant at = clock.instant().minus(WINDOW);
    Facts facts =
        Facts.observedAt(new Stamp(at, 1)).with(Fact.AGENT_ID, Optional.of("agent-1")).build();
    return message(new Claim.Ended(INSTANCE, new ContactId(id), at, referencesFrom, facts));
  }

  ClaimMessage message(Claim claim) {
    messages++;
    return new ClaimMessage(
        "message-" + messages, claim, ClaimMessage.Trail.begun(clock.instant().minus(WINDOW)));
  }

  List<Outcome> build(ClaimMessage... claims) {
    return build(used, leases, claims);
  }

  /**
   * Builds as a worker whose lease nobody else sees, so that only the conditional writes are left.
   */
  List<Outcome> buildWithoutLease(ClaimMessage... claims) {
    return build(store, new InMemoryLeases(clock), claims);
  }

  private List<Outcome> build(TreeStore used, InMemoryLeases leases, ClaimMessage... claims) {
    BuildContactTrees build =
        new BuildContactTrees(
            new BuildPorts(connect, connect, used, leases, queue, pauses),
            ASSEMBLER,
            new BuildSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofMinutes(15),
                Duration.ofSeconds(5),
                Duration.ofMinutes(5)),
            clock,
            new BuildListener() {
              @Override
              public void unknown(InstanceId instance, ContactId contact) {
                unknown.add(contact);
              }
            });
    Map<String, Outcome> outcomes =
        build.build(List.of(claims), new Deadline(clock.instant().plusSeconds(120)));
    List<Outcome> inOrder = new ArrayList<>();
    for (ClaimMessage message : claims) {
      inOrder.add(outcomes.get(message.messageId()));
    }
    return inOrder;
  }

  /** Lets time pass until the next message of the queue is due, and builds it. */
  Outcome buildNext() {
    FakeQueue.Sent next = queue.takeFirst();
    if (next.dueAt().isAfter(clock.instant())) {
      clock.advance(Duration.between(clock.instant(), next.dueAt()));
    }
    messages++;
    return build(new ClaimMessage("message-" + messages, next.claim(), next.trail())).getFirst();
  }

  /** Builds what the queue holds until it is empty; returns how many messages that were. */
  int buildAllThatFollows() {
    int built = 0;
    while (!queue.sent.isEmpty() && built < 1_000) {
      buildNext();
      built++;
    }
    return built;
  }

  Optional<ContactTree> tree(String id) {
    ContactId contact = new ContactId(id);
    return store.load(INSTANCE, Set.of(contact)).treeOf(contact).map(stored -> stored.document());
  }

  /**
   * Draws the stored tree that a contact belongs to: state, then members by depth with references.
   */
  String drawing(String id) {
    ContactTree tree = tree(id).orElseThrow();
    StringBuilder drawing = new StringBuilder(tree.state().name()).append('\n');
    for (TreeContact contact : tree.contacts()) {
      drawing
          .append("  ".repeat(contact.depth()))
          .append(contact.id())
          .append(' ')
          .append(contact.link())
          .append(' ')
          .append(contact.references().state());
      contact.references().reason().ifPresent(reason -> drawing.append(' ').append(reason));
      if (contact.facts().value(Fact.DISCONNECT_TIMESTAMP).isEmpty()) {
        drawing.append(" open");
      }
      drawing.append('\n');
    }
    return drawing.toString();
  }

  static String at(Instant time) {
    return Timestamps.format(time);
  }
}
