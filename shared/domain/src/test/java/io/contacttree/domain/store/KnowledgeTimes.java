package io.contacttree.domain.store;

import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.tree.ListRead;
import io.contacttree.domain.tree.ListTries;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** The table keeps times to the millisecond and refuses finer ones; so does the store in memory. */
final class KnowledgeTimes {
  private KnowledgeTimes() {}

  static void requireMilliseconds(StoredTree tree) {
    List<Instant> finer =
        Stream.concat(
                Stream.of(tree.document().writtenAt(), tree.known().settle().newsAt()), times(tree))
            .filter(time -> !time.equals(time.truncatedTo(ChronoUnit.MILLIS)))
            .toList();
    if (!finer.isEmpty()) {
      throw new IllegalArgumentException("times are kept to the millisecond, cut these: " + finer);
    }
  }

  private static Stream<Instant> times(StoredTree tree) {
    return Stream.of(
            tree.known().associatedAt().stream(),
            tree.known().tries().values().stream().map(ListTries::lastAt),
            tree.known().lists().values().stream().map(ListRead::at),
            tree.known().contacts().values().stream().flatMap(KnowledgeTimes::times))
        .flatMap(stream -> stream);
  }

  private static Stream<Instant> times(KnownContact contact) {
    return Stream.of(
            Stream.of(contact.firstSeenAt()),
            contact.endedAt().stream(),
            contact.listedAt().stream(),
            contact.references().read().map(KnownReferences.Read::at).stream(),
            contact.references().failure().map(KnownReferences.Failure::at).stream(),
            Stream.of(contact.fromLists(), contact.fromSearches(), contact.fromEvents())
                .flatMap(facts -> facts.observations().values().stream())
                .map(observation -> observation.stamp().at()))
        .flatMap(stream -> stream);
  }
}
