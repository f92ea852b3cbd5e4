package io.contacttree.verification.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes trees as contact centres have them: most of one contact, few large ones; chains, fan-outs,
 * related links, e-mail threads, agents with after-contact work.
 *
 * <p>The same seed makes the same trees. 70 % have 1 contact, 20 % 2 to 4, 9 % 5 to 20, 1 % 50 to
 * 200.
 */
final class Workload {
  private enum Shape {
    CHAIN("VOICE"),
    FAN_OUT("CHAT"),
    RELATED("TASK"),
    EMAIL_THREAD("EMAIL");

    private final String channel;

    Shape(String channel) {
      this.channel = channel;
    }
  }

  private final RandomGenerator random;
  private final Timing timing;

  /**
   * How the ends of a tree lie in time.
   *
   * @param firstEnd when the first trees end
   * @param spread over how long trees begin to end
   * @param window ends of one burst lie within it
   * @param longestWork the longest after-contact work; zero for none
   */
  record Timing(Instant firstEnd, Duration spread, Duration window, Duration longestWork) {}

  Workload(RandomGenerator random, Timing timing) {
    this.random = random;
    this.timing = timing;
  }

  /** Returns so many trees. */
  List<BenchTree> trees(int count) {
    List<BenchTree> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Every tenth of a percent is dealt out in turn, so that a run of any size keeps the mix.
      made.add(tree(size(i * 1_000 / count)));
    }
    return made;
  }

  /**
   * Returns a chain of legs that end one by one, each beyond the window of the one before.
   *
   * @param naming how many of them, the first ones, also name an own contact that is nobody's
   */
  BenchTree oneByOne(int legs, int naming) {
    List<BenchContact> contacts = new ArrayList<>();
    for (int leg = 0; leg < legs; leg++) {
      Instant ended = timing.firstEnd().plus(timing.window().multipliedBy(2L * leg));
      BenchContact contact =
          contact(Shape.CHAIN, contacts, ended.minus(timing.window()), ended, Optional.empty());
      contacts.add(leg < naming ? contact.relatedTo(id()) : contact);
    }
    return new BenchTree(contacts);
  }

  /**
   * Returns a fan-out whose members ended together long ago, and one more leg that begins and ends
   * now, at the workload's first end.
   */
  BenchTree withLateLeg(int members) {
    List<BenchContact> contacts = new ArrayList<>();
    Instant longAgo = timing.firstEnd().minus(timing.spread());
    for (int leg = 0; leg < members; leg++) {
      contacts.add(
          contact(
              Shape.FAN_OUT, contacts, longAgo.minus(timing.spread()), longAgo, Optional.empty()));
    }
    contacts.add(
        contact(
            Shape.FAN_OUT,
            contacts,
            timing.firstEnd().minus(timing.window()),
            timing.firstEnd(),
            Optional.empty()));
    return new BenchTree(contacts);
  }

  private int size(int permille) {
    if (permille < 700) {
      return 1;
    }
    if (permille < 900) {
      return random.nextInt(2, 5);
    }
    return permille < 990 ? random.nextInt(5, 21) : random.nextInt(50, 201);
  }

  private BenchTree tree(int size) {
    Shape shape = Shape.values()[random.nextInt(Shape.values().length)];
    List<BenchContact> contacts = new ArrayList<>();
    Instant burst = timing.firstEnd().plus(upTo(timing.spread()));
    while (contacts.size() < size) {
      int inBurst = random.nextInt(1, 6);
      for (int i = 0; i < inBurst && contacts.size() < size; i++) {
        Instant ended = burst.plus(upTo(timing.window().multipliedBy(3).dividedBy(4)));
        contacts.add(
            contact(shape, contacts, burst.minus(timing.window().dividedBy(2)), ended, work()));
      }
      burst = burst.plus(timing.window().multipliedBy(3)).plus(upTo(timing.window()));
    }
    return new BenchTree(contacts);
  }

  private BenchContact contact(
      Shape shape,
      List<BenchContact> before,
      Instant beginning,
      Instant ended,
      Optional<Duration> work) {
    int number = before.size();
    String id = id();
    // Amazon Connect shows a contact from here on, so that lists of earlier bursts lack it.
    Instant began = beginning.plusMillis(number);
    Optional<String> first = before.stream().findFirst().map(BenchContact::id);
    Optional<String> last = before.isEmpty() ? first : Optional.of(before.getLast().id());
    boolean transferred = shape == Shape.CHAIN || shape == Shape.FAN_OUT;
    Optional<String> initial = transferred ? first : Optional.empty();
    Optional<String> previous = shape == Shape.CHAIN ? last : initial;
    Optional<String> related = transferred ? Optional.empty() : last;
    return new BenchContact(
        id,
        shape.channel,
        previous.isPresent() ? "TRANSFER" : "INBOUND",
        initial,
        previous,
        related,
        began,
        ended,
        // An agent has no after-contact work on an e-mail.
        shape == Shape.EMAIL_THREAD ? Optional.empty() : work);
  }

  /** As Amazon Connect's: the order of ids says nothing about the order of contacts. */
  private String id() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private Optional<Duration> work() {
    return timing.longestWork().isPositive() && random.nextInt(3) == 0
        ? Optional.of(upTo(timing.longestWork()))
        : Optional.empty();
  }

  private Duration upTo(Duration longest) {
    return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
  }
}
