package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Prints how long merging and assembling large trees takes; a benchmark and no test.
 *
 * <p>A tree is known from its contacts' events, from one list and with two references each; what is
 * timed is merging a newer list of all its contacts into that and assembling the document, both on
 * the clock and in processor time, which other work on the machine does not lengthen.
 */
final class AssemblyTimes {
  private static final int[] SIZES = {5_000, 10_000, 20_000, 50_000};
  private static final int WARM_UP_ROUNDS = 150;
  private static final int ROUNDS = 9;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final TreeAssembler ASSEMBLER = new TreeAssembler(3, ReferenceTypes.DOCUMENTED);

  private AssemblyTimes() {}

  /** How the contacts of a tree hang together. */
  private enum Shape {
    CHAIN {
      @Override
      int parent(int child, SplittableRandom random) {
        return child - 1;
      }
    },
    FAN_OUT {
      @Override
      int parent(int child, SplittableRandom random) {
        return 0;
      }
    },
    RANDOM {
      @Override
      int parent(int child, SplittableRandom random) {
        return random.nextInt(child);
      }
    };

    abstract int parent(int child, SplittableRandom random);
  }

  private record Work(KnownTree stored, KnownTree found) {
    ContactTree run() {
      return ASSEMBLER.assemble(stored.merge(found), 2, START);
    }
  }

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    System.out.printf(
        Locale.ROOT,
        "%-8s %9s %15s %10s %14s%n",
        "shape",
        "contacts",
        "median CPU ms",
        "median ms",
        "us a contact");
    for (Shape shape : Shape.values()) {
      warmUp(shape);
      for (int size : SIZES) {
        report(shape, size);
      }
    }
  }

  private static void warmUp(Shape shape) {
    Work work = work(shape, SIZES[0]);
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      check(work.run(), SIZES[0]);
    }
  }

  private static void report(Shape shape, int size) {
    Work work = work(shape, size);
    long[] wall = new long[ROUNDS];
    long[] cpu = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      // The last round's garbage is not this one's work.
      System.gc();
      long wallBegan = System.nanoTime();
      long cpuBegan = THREADS.getCurrentThreadCpuTime();
      ContactTree tree = work.run();
      cpu[round] = THREADS.getCurrentThreadCpuTime() - cpuBegan;
      wall[round] = System.nanoTime() - wallBegan;
      check(tree, size);
    }
    double median = median(cpu);
    System.out.printf(
        Locale.ROOT,
        "%-8s %9d %15.1f %10.1f %14.2f%n",
        shape.name().toLowerCase(Locale.ROOT),
        size,
        median,
        median(wall),
        median * 1e3 / size);
  }

  private static double median(long[] nanoseconds) {
    long[] sorted = nanoseconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] / 1e6;
  }

  private static void check(ContactTree tree, int size) {
    if (tree.contacts().size() != size || tree.state() != TreeState.COMPLETE) {
      throw new IllegalStateException("not the tree that was asked for");
    }
  }

  private static Work work(Shape shape, int size) {
    SplittableRandom random = new SplittableRandom(size);
    Map<Integer, ContactId> ids = ids(size);
    TreeMap<ContactId, KnownContact> stored = new TreeMap<>();
    TreeMap<ContactId, KnownContact> found = new TreeMap<>();
    Instant firstList = START.plus(Duration.ofDays(365));
    Instant secondList = firstList.plus(Duration.ofHours(1));
    for (int i = 0; i < size; i++) {
      ContactId id = ids.get(i);
      Optional<ContactId> parent =
          i == 0 ? Optional.empty() : Optional.of(ids.get(shape.parent(i, random)));
      Instant began = START.plusSeconds(i);
      stored.put(
          id,
          KnownContact.listed(id, listed(id, ids.get(0), parent, began, firstList), firstList)
              .merge(KnownContact.ended(id, told(id, began), began.plusSeconds(60), firstList))
              .withReferences(references(firstList, i)));
      found.put(
          id,
          KnownContact.listed(id, listed(id, ids.get(0), parent, began, secondList), secondList));
    }
    return new Work(tree(stored, ids.get(0), firstList), tree(found, ids.get(0), secondList));
  }

  private static KnownTree tree(
      Map<ContactId, KnownContact> contacts, ContactId askedBy, Instant readAt) {
    return KnownTree.empty(Members.INSTANCE)
        .withContacts(contacts)
        .withList(askedBy, new ListRead(readAt, ListRead.Ending.COMPLETE));
  }

  /** Ids as Amazon Connect makes them, so that their order says nothing of the tree's. */
  private static Map<Integer, ContactId> ids(int size) {
    Random random = new Random(size);
    Map<Integer, ContactId> ids = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      ids.put(
          i, new ContactId(new java.util.UUID(random.nextLong(), random.nextLong()).toString()));
    }
    return ids;
  }

  private static Facts listed(
      ContactId id, ContactId initial, Optional<ContactId> parent, Instant began, Instant readAt) {
    return Facts.observedAt(Stamp.of(readAt))
        .with(
            Fact.CONTACT_ARN,
            Optional.of("arn:aws:connect:eu-west-2:111122223333:instance/i/contact/" + id))
        .with(Fact.CHANNEL, Optional.of("VOICE"))
        .with(Fact.INITIATION_METHOD, Optional.of(parent.isEmpty() ? "INBOUND" : "TRANSFER"))
        .with(Fact.INITIAL_CONTACT_ID, parent.map(any -> initial.value()))
        .with(Fact.PREVIOUS_CONTACT_ID, parent.map(ContactId::value))
        .withTime(Fact.INITIATION_TIMESTAMP, Optional.of(began))
        .withTime(Fact.DISCONNECT_TIMESTAMP, Optional.of(began.plusSeconds(60)))
        .build();
  }

  private static Facts told(ContactId id, Instant began) {
    return Facts.observedAt(new Stamp(began.plusSeconds(90), 1))
        .with(Fact.CHANNEL, Optional.of("VOICE"))
        .with(Fact.DISCONNECT_REASON, Optional.of("CUSTOMER_DISCONNECT"))
        .with(Fact.AGENT_ID, Optional.of("agent-" + Math.floorMod(id.hashCode(), 50)))
        .with(Fact.QUEUE_ID, Optional.of("queue-" + Math.floorMod(id.hashCode(), 5)))
        .withTime(Fact.INITIATION_TIMESTAMP, Optional.of(began.plusMillis(123)))
        .withTime(Fact.DISCONNECT_TIMESTAMP, Optional.of(began.plusSeconds(60).plusMillis(456)))
        .build();
  }

  private static KnownReferences references(Instant readAt, int number) {
    return KnownReferences.read(
        readAt,
        ReferenceTypes.DOCUMENTED.of("VOICE"),
        List.of(
            new Reference(
                "URL",
                Optional.of("case"),
                Optional.of("https://cases.example.com/" + number),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            new Reference(
                "STRING",
                Optional.of("customer"),
                Optional.of("customer " + number),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
  }
}
