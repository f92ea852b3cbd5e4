package io.contacttree.aws.dynamodb.item;

import io.contacttree.domain.tree.ContactTree;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long trees are kept after their last activity; all moments are whole seconds since 1970, as
 * the table wants them.
 *
 * @param days the days a tree without news is kept, 0 for ever
 */
public record Retention(int days) {
  private static final Duration LEAST_GRACE = Duration.ofDays(7);

  public Retention {
    if (days < 0) {
      throw new IllegalArgumentException("retention cannot be fewer than 0 days");
    }
  }

  /** Returns when the head of a tree expires; writing it counts as activity. */
  public Optional<Long> headUntil(ContactTree tree) {
    return Optional.of(lastActivity(tree))
        .filter(_ -> days > 0)
        .map(
            last ->
                (last.isBefore(tree.writtenAt()) ? tree.writtenAt() : last)
                    .plus(Duration.ofDays(days))
                    .getEpochSecond());
  }

  /** Returns whether what was written then is still kept; its last activity may be later. */
  public boolean keeps(Instant writtenAt, Instant now) {
    return days == 0 || now.isBefore(writtenAt.plus(Duration.ofDays(days)));
  }

  /**
   * Returns when aliases and parts expire that are written together with a head: half the retention
   * later, so that they need not be written again whenever the head is.
   */
  public Optional<Long> companionsUntil(ContactTree tree) {
    return headUntil(tree).map(until -> until + grace().toSeconds());
  }

  /**
   * Returns whether aliases and parts that expire at {@code keptUntil} must be renewed now: when
   * half the time is left by which they outlive the head, or when retention was switched on or off.
   */
  public boolean mustRenew(Optional<Long> keptUntil, ContactTree tree) {
    Optional<Long> head = headUntil(tree);
    if (head.isEmpty() || keptUntil.isEmpty()) {
      return head.isPresent() != keptUntil.isPresent();
    }
    return keptUntil.get() < head.get() + grace().toSeconds() / 2;
  }

  /** Returns the end of the last contact, or when the tree was written where none has ended. */
  public static Instant lastActivity(ContactTree tree) {
    return tree.facts().lastDisconnectedAt().orElse(tree.writtenAt());
  }

  private Duration grace() {
    Duration half = Duration.ofDays(days).dividedBy(2);
    return half.compareTo(LEAST_GRACE) > 0 ? half : LEAST_GRACE;
  }
}
