package io.contacttree.verification.simulator.scenario;

import java.time.Instant;
import java.util.Optional;

/**
 * One reference as Amazon Connect keeps it.
 *
 * @param askedAs the request type that delivers it
 * @param type its own kind in UPPER_SNAKE
 * @param name its name
 * @param value its value, for files with a query string that is a signature
 * @param arn the ARN of its file
 * @param status the state its file ends in
 * @param visibleFrom when it was added
 * @param processedAt until when its file is being worked on; absent for never being so
 */
public record SimulatedReference(
    String askedAs,
    String type,
    Optional<String> name,
    Optional<String> value,
    Optional<String> arn,
    Optional<String> status,
    Instant visibleFrom,
    Optional<Instant> processedAt) {

  /** Returns the same reference, whose file is not worked on. */
  SimulatedReference ready() {
    return new SimulatedReference(
        askedAs, type, name, value, arn, status, visibleFrom, Optional.empty());
  }

  /** Returns the state of its file at a moment. */
  public Optional<String> statusAt(Instant moment) {
    return status.map(
        last -> processedAt.filter(moment::isBefore).isPresent() ? "PROCESSING" : last);
  }
}
