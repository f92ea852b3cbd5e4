package io.contacttree.domain.tree;

import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long trees are kept after their last activity (tree rules, section 8); all moments are whole
 * seconds, and an absent one is never.
 *
 * <p>A store keeps the document, and companions of it: what leads from each member to the document,
 * or is a part of it.
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

  /** Returns whether what expires then counts as absent. */
  public static boolean isExpired(Optional<Instant> until, Instant now) {
    return until.filter(end -> !end.isAfter(now)).isPresent();
  }

  /** Returns the latest beginning or end of a member, or when the tree was written without any. */
  public static Instant lastActivity(ContactTree tree) {
    // Times of one form sort as text, so that only the latest needs to be read.
    return tree.contacts().stream()
        .map(TreeContact::facts)
        .flatMap(
            facts ->
                Stream.of(
                    facts.value(Fact.INITIATION_TIMESTAMP), facts.value(Fact.DISCONNECT_TIMESTAMP)))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .map(Timestamps::stored)
        .orElse(tree.writtenAt());
  }

  /** Returns when the document of a tree expires; writing it counts as activity. */
  public Optional<Instant> documentUntil(ContactTree tree) {
    if (days == 0) {
      return Optional.empty();
    }
    Instant active = lastActivity(tree);
    Instant last = active.isBefore(tree.writtenAt()) ? tree.writtenAt() : active;
    return Optional.of(last.plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS));
  }

  /** Returns whether what was written then is still kept; its last activity may be later. */
  public boolean keeps(Instant writtenAt, Instant now) {
    return days == 0 || now.isBefore(writtenAt.plus(Duration.ofDays(days)));
  }

  /**
   * Returns when companions expire that are written together with a document: half the retention
   * later, so that they need not be written again whenever the document is.
   */
  public Optional<Instant> companionsUntil(ContactTree tree) {
    return documentUntil(tree).map(until -> until.plus(grace()));
  }

  /**
   * Returns whether companions that expire then must be renewed now: when half the time is left by
   * which they outlive the document, or when retention was switched on or off.
   */
  public boolean mustRenew(Optional<Instant> keptUntil, ContactTree tree) {
    Optional<Instant> document = documentUntil(tree);
    if (document.isEmpty() || keptUntil.isEmpty()) {
      return document.isPresent() != keptUntil.isPresent();
    }
    return keptUntil.get().isBefore(document.get().plus(grace().dividedBy(2)));
  }

  private Duration grace() {
    Duration half = Duration.ofDays(days).dividedBy(2);
    return half.compareTo(LEAST_GRACE) > 0 ? half : LEAST_GRACE;
  }
}
