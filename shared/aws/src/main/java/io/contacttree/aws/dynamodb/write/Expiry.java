package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.Retention;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Until when items are kept; absent for ever.
 *
 * @param head the head
 * @param companions the aliases that are written with it
 * @param kept the parts that are written with it, and all its aliases and parts at least
 * @param renewed the replaced trees whose aliases and parts would not outlive the new head
 */
record Expiry(
    Optional<Instant> head,
    Optional<Instant> companions,
    Optional<Instant> kept,
    List<StoredRevision> renewed) {
  static Expiry of(ContactTree document, List<StoredRevision> replaced, Retention retention) {
    Map<Boolean, List<StoredRevision>> byRenewal =
        replaced.stream()
            .collect(
                Collectors.partitioningBy(
                    storedRevision ->
                        retention.mustRenew(storedRevision.metadata().keptUntil(), document)));
    Optional<Instant> companions = retention.companionsUntil(document);
    Optional<Instant> kept =
        companions.map(
            until ->
                byRenewal.getOrDefault(false, List.of()).stream()
                    .flatMap(storedRevision -> storedRevision.metadata().keptUntil().stream())
                    .reduce(until, (one, other) -> one.isBefore(other) ? one : other));
    return new Expiry(
        retention.documentUntil(document),
        companions,
        kept,
        byRenewal.getOrDefault(true, List.of()));
  }
}
