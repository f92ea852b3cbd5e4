package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.Excerpt;
import io.contacttree.domain.store.FailureWithoutText;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes excerpts into the aliases of a tree in parts once a revision of it is visible, so that an
 * event which says nothing new needs neither head nor parts.
 *
 * <p>An excerpt that was not written, or is behind, costs reads later and nothing else.
 */
final class ExcerptWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ExcerptWriter.class);

  /**
   * A revision has news of the contacts of one batch. When a tree is first split, a few hundred
   * contacts have told of their end before; each takes a request.
   */
  private static final int MOST_AT_ONCE = 500;

  /** They must not take the time that the invocation keeps to acknowledge its messages. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final Maintenance maintenance;
  private final Retention retention;
  private final InstantSource clock;

  ExcerptWriter(Maintenance maintenance, Retention retention, InstantSource clock) {
    this.maintenance = maintenance;
    this.retention = retention;
    this.clock = clock;
  }

  /** Writes the excerpts that a visible revision makes necessary. */
  void write(StoredRevision written, List<StoredRevision> replaced) {
    if (!written.isInParts()) {
      return;
    }
    Instant until = clock.instant().plus(LONGEST);
    // Joined trees and those whose root has moved get new aliases, trees in one item have none.
    List<KnownContact> due =
        Excerpt.due(
            written.tree(),
            RevisionDraft.ofRoot(written.root(), replaced)
                .filter(StoredRevision::isInParts)
                .map(StoredRevision::tree));
    try {
      for (KnownContact contact : due.subList(0, Math.min(due.size(), MOST_AT_ONCE))) {
        if (clock.instant().isAfter(until)) {
          LOG.warn("tree {} is written, there was no time for all its excerpts", written.root());
          return;
        }
        maintenance.excerpt(written, Excerpt.of(contact, written.tree(), retention));
      }
    } catch (UpstreamFailure outage) {
      LOG.warn(
          "tree {} is written, its excerpts are not all",
          written.root(),
          FailureWithoutText.of(outage));
    }
  }
}
