package io.contacttree.aws.dynamodb;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.flow.BuildContactTrees;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.domain.flow.BuildPorts;
import io.contacttree.domain.flow.BuildSettings;
import io.contacttree.domain.flow.MovingPauses;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.store.InMemoryLeases;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The real flow over the real table; an Amazon Connect that knows nothing notes its calls. */
final class ClaimRun {
  /** Enough for a star of some hundred contacts to lie in several parts. */
  private static final int LONG_REFERENCES = 3;

  final TestStore test = new TestStore();
  final List<String> calls = new ArrayList<>();
  final List<ContactId> unchanged = new ArrayList<>();
  private int messages;

  /** Returns a tree of so many contacts, all of which have references of several kilobytes. */
  static KnownTree star(int contacts) {
    KnownTree tree = LargeTrees.star(contacts);
    for (int number = 0; number < contacts; number++) {
      tree =
          LargeTrees.withReferences(
              tree, LargeTrees.member(number), references(), DrawnTree.READ_AT.plusMillis(1));
    }
    return tree;
  }

  private static List<Reference> references() {
    List<Reference> references = new ArrayList<>();
    for (int number = 0; number < LONG_REFERENCES; number++) {
      references.add(
          new Reference(
              "STRING",
              Optional.of("reference-" + number),
              Optional.of("x".repeat(2_000)),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    return references;
  }

  /** Returns when a member of a star ended. */
  static Instant endOf(int number) {
    return DrawnTree.START.plusSeconds(number + 60);
  }

  /** Returns the event that says that a member disconnected. */
  ClaimMessage disconnected(int number, String... facts) {
    return message(number, endOf(number), 0, facts);
  }

  /** Returns the later event of the same member, which knows more. */
  ClaimMessage completed(int number, Instant referencesFrom) {
    return message(number, referencesFrom, 1, "AGENT_ID=agent-1", "QUEUE_ID=queue-1");
  }

  private ClaimMessage message(int number, Instant referencesFrom, int rank, String... facts) {
    Instant end = endOf(number);
    Facts.Builder said =
        Facts.observedAt(new Stamp(end, rank))
            .with(Fact.CHANNEL, Optional.of("VOICE"))
            .withTime(Fact.DISCONNECT_TIMESTAMP, Optional.of(end));
    for (String fact : facts) {
      String[] sides = fact.split("=", -1);
      said.with(Fact.valueOf(sides[0]), Optional.of(sides[1]));
    }
    return message(
        new Claim.Ended(
            DrawnTree.DRAWN_INSTANCE,
            LargeTrees.member(number),
            end,
            referencesFrom,
            said.build()));
  }

  ClaimMessage message(Claim claim) {
    messages++;
    return new ClaimMessage(
        "message-" + messages, claim, ClaimMessage.Trail.begun(DrawnTree.READ_AT));
  }

  /** Builds a batch; what was asked of the table before is forgotten. */
  List<Outcome> build(ClaimMessage... batch) {
    test.client.forget();
    calls.clear();
    unchanged.clear();
    BuildContactTrees build =
        new BuildContactTrees(
            new BuildPorts(
                this::list,
                this::references,
                test.store,
                new InMemoryLeases(test.clock),
                (_, _, _) -> calls.add("send"),
                new MovingPauses(test.clock)),
            DrawnTree.ASSEMBLER,
            new BuildSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofMinutes(15),
                Duration.ofSeconds(5),
                Duration.ofMinutes(5)),
            test.clock,
            new BuildListener() {
              @Override
              public void unchanged(InstanceId instance, ContactId contact) {
                unchanged.add(contact);
              }
            });
    Map<String, Outcome> outcomes =
        build.build(List.of(batch), new Deadline(test.clock.instant().plusSeconds(120)));
    return List.of(batch).stream().map(message -> outcomes.get(message.messageId())).toList();
  }

  private AssociatedContacts.Answer list(AssociatedContacts.Query query) {
    calls.add("list " + query.contact());
    return new AssociatedContacts.Answer.Failed(test.clock.instant(), FailureReason.UNAVAILABLE);
  }

  private Map<ContactId, KnownReferences> references(
      InstanceId instance, Map<ContactId, Set<String>> types, Deadline deadline) {
    Map<ContactId, KnownReferences> answers = new TreeMap<>();
    types.forEach(
        (contact, wanted) -> {
          calls.add("references " + contact);
          answers.put(contact, KnownReferences.read(test.clock.instant(), wanted, references()));
        });
    return answers;
  }
}
