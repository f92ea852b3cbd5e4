package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.codec.Excerpt;
import io.contacttree.aws.dynamodb.item.Retention;
import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.store.FailureWithoutText;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.KnownTree;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes excerpts into the aliases of a tree in parts once a revision of it is visible, so that an
 * event which says nothing new needs neither head nor parts.
 *
 * <p>An excerpt that was not written, or is behind, costs reads later and nothing else.
 */
public final class Excerpts {
  private static final Logger LOG = LoggerFactory.getLogger(Excerpts.class);

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

  public Excerpts(Maintenance maintenance, Retention retention, InstantSource clock) {
    this.maintenance = maintenance;
    this.retention = retention;
    this.clock = clock;
  }

  /** What decides whether another event of a contact finds all it asks for. */
  private record Decisive(
      Facts fromEvents,
      Optional<Instant> endedAt,
      Optional<Instant> listedAt,
      KnownReferences references) {
    /** A list that shows the end is not needed again, however late; so its time is no news. */
    static Decisive of(KnownContact contact) {
      return new Decisive(
          contact.fromEvents(),
          contact.endedAt(),
          contact.isListedAsEnded() ? Optional.of(Instant.MAX) : contact.listedAt(),
          contact.references().withoutList());
    }
  }

  /** Writes the excerpts that a visible revision makes necessary. */
  public void write(StoredRevision written, List<StoredRevision> replaced) {
    Instant until = clock.instant().plus(LONGEST);
    try {
      for (KnownContact contact : due(written, replaced)) {
        if (clock.instant().isAfter(until)) {
          LOG.warn("tree {} is written, there was no time for all its excerpts", written.root());
          return;
        }
        maintenance.excerpt(
            written.instance(), written.root(), Excerpt.of(contact, written.tree(), retention));
      }
    } catch (UpstreamFailure outage) {
      LOG.warn(
          "tree {} is written, its excerpts are not all",
          written.root(),
          FailureWithoutText.of(outage));
    }
  }

  /**
   * Returns the members of whom an event has come, whose references have been asked for, and of
   * whom the revision before did not say so.
   */
  private static List<KnownContact> due(StoredRevision written, List<StoredRevision> replaced) {
    if (!givesExcerpts(written)) {
      return List.of();
    }
    // Joined trees and those whose root has moved get new aliases, trees in one item have none.
    Optional<KnownTree> before =
        replaced.stream()
            .filter(
                storedRevision ->
                    storedRevision.root().equals(written.root()) && givesExcerpts(storedRevision))
            .map(storedRevision -> storedRevision.tree().known())
            .findFirst();
    return written.tree().known().contacts().values().stream()
        .filter(contact -> !contact.id().equals(written.root()))
        .filter(contact -> contact.endedAt().isPresent())
        .filter(contact -> !contact.references().equals(KnownReferences.NONE))
        .filter(
            contact ->
                before
                    .flatMap(tree -> tree.contact(contact.id()))
                    .map(Decisive::of)
                    .filter(Decisive.of(contact)::equals)
                    .isEmpty())
        .limit(MOST_AT_ONCE)
        .toList();
  }

  /** While names are still to be looked up, no claim is satisfied. */
  private static boolean givesExcerpts(StoredRevision storedRevision) {
    return storedRevision.isInParts() && storedRevision.tree().known().unresolvedNames().isEmpty();
  }
}
