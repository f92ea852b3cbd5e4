package io.contacttree.verification.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One contact of the workload.
 *
 * @param id its id
 * @param channel its channel
 * @param method its initiation method
 * @param initial the first contact of its chain
 * @param previous the contact it came from
 * @param related the contact it is associated with
 * @param began when it began
 * @param ended when it ended
 * @param afterContactWork how long its agent worked on it afterwards
 */
record BenchContact(
    String id,
    String channel,
    String method,
    Optional<String> initial,
    Optional<String> previous,
    Optional<String> related,
    Instant began,
    Instant ended,
    Optional<Duration> afterContactWork) {

  /** Returns the same contact, associated with another. */
  BenchContact relatedTo(String other) {
    return new BenchContact(
        id, channel, method, initial, previous, Optional.of(other), began, ended, afterContactWork);
  }

  /** Returns when the agent's work on it was over. */
  Instant completed() {
    return ended.plus(afterContactWork.orElse(Duration.ZERO));
  }

  /** Returns how many calls one read of its references takes (tree rules, section 5.1). */
  int referenceCalls() {
    return channel.equals("EMAIL") ? 2 : 1;
  }
}
