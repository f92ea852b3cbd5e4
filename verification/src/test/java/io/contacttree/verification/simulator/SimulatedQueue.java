package io.contacttree.verification.simulator;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.verification.simulator.time.Dice;
import io.contacttree.verification.simulator.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A queue of Amazon SQS: delays, visibility, receive counts, a dead-letter queue, no order. */
final class SimulatedQueue {
  /** Six times the function's longest time-out, as AWS asks for. */
  static final Duration VISIBILITY = Duration.ofMinutes(18);

  private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
  private static final Duration FIRST_RETURN = Duration.ofSeconds(30);
  private static final int MOST_RECEIVES = 10;

  private final SimulatedTime time;
  private final Dice dice;
  private final Runnable somethingVisible;
  private final Map<String, QueuedMessage> messages = new LinkedHashMap<>();
  private final List<ClaimMessage> everSent = new ArrayList<>();
  private final List<QueuedMessage> dead = new ArrayList<>();
  private long number;

  /**
   * Creates an empty queue.
   *
   * @param somethingVisible called when a message may have become visible
   */
  SimulatedQueue(SimulatedTime time, Dice dice, Runnable somethingVisible) {
    this.time = time;
    this.dice = dice;
    this.somethingVisible = somethingVisible;
  }

  /** Takes a message that arrives no sooner than after the delay. */
  void send(Claim claim, ClaimMessage.Trail trail, Duration delay) {
    Duration cut = delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    ClaimMessage content = new ClaimMessage("message-" + number++, claim, trail);
    everSent.add(content);
    Instant visibleAt = time.instant().plus(cut.isNegative() ? Duration.ZERO : cut);
    messages.put(content.messageId(), new QueuedMessage(content, visibleAt));
    time.at(visibleAt, somethingVisible);
  }

  /** Hands out a batch of those visible; whoever was handed out too often goes away. */
  List<QueuedMessage> receive(int most) {
    Instant now = time.instant();
    List<QueuedMessage> batch = new ArrayList<>();
    for (QueuedMessage message : dice.shuffled(messages.values())) {
      if (batch.size() == most || !message.isVisible(now)) {
        continue;
      }
      if (message.receives() >= MOST_RECEIVES) {
        messages.remove(message.content().messageId());
        dead.add(message);
        continue;
      }
      message.received(now.plus(VISIBILITY));
      time.at(now.plus(VISIBILITY), somethingVisible);
      batch.add(message);
    }
    return batch;
  }

  void delete(QueuedMessage message) {
    messages.remove(message.content().messageId());
  }

  /** Gives a message back with a delay that grows with its receives. */
  void giveBack(QueuedMessage message) {
    Duration delay = FIRST_RETURN;
    for (int receive = 1; receive < message.receives(); receive++) {
      delay = delay.multipliedBy(2);
    }
    Duration longest = delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    Instant visibleAt =
        time.instant().plus(dice.between(longest.multipliedBy(4).dividedBy(5), longest));
    message.returned(visibleAt);
    time.at(visibleAt, somethingVisible);
  }

  /** Returns whether there is something to receive now. */
  boolean hasVisible() {
    return messages.values().stream().anyMatch(message -> message.isVisible(time.instant()));
  }

  /** Returns the messages that were not acknowledged yet. */
  List<QueuedMessage> waiting() {
    return List.copyOf(messages.values());
  }

  /** Returns every message that was ever sent. */
  List<ClaimMessage> everSent() {
    return List.copyOf(everSent);
  }

  List<QueuedMessage> dead() {
    return List.copyOf(dead);
  }
}
