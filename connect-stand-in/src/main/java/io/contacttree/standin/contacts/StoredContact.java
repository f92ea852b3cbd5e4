package io.contacttree.standin.contacts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A contact as its scenario gave it.
 *
 * @param instanceId the instance it belongs to
 * @param id its id
 * @param arn its ARN, given or made
 * @param links the ids it names
 * @param initiatedAt when it starts to exist; empty: it always did
 * @param endedAt when it ends; empty: never
 * @param described DescribeContact's fields, times in their wire form; not to be changed
 * @param references its references in the order given
 * @param posted the scenario's own words; not to be changed
 * @param postedAt when the stand-in took it in
 */
public record StoredContact(
    String instanceId,
    String id,
    String arn,
    Links links,
    Optional<Instant> initiatedAt,
    Optional<Instant> endedAt,
    ObjectNode described,
    List<StoredReference> references,
    ObjectNode posted,
    Instant postedAt) {
  /** Initiation first, those without one last; then the id by its UTF-8 bytes. */
  public static final Comparator<StoredContact> EARLIEST =
      Comparator.comparing((StoredContact contact) -> contact.initiatedAt().orElse(Instant.MAX))
          .thenComparing((one, other) -> compareIds(one.id(), other.id()));

  /** Copies the list, so that a contact never changes. */
  public StoredContact {
    references = List.copyOf(references);
  }

  /** Returns whether it exists at that time. */
  public boolean exists(Instant now) {
    return initiatedAt.isEmpty() || !now.isBefore(initiatedAt.get());
  }

  /** Returns whether it has ended by that time. */
  public boolean hasEnded(Instant now) {
    return endedAt.isPresent() && !now.isBefore(endedAt.get());
  }

  /** Returns the later of its end and its POST, empty if it never ends. */
  public Optional<Instant> settledAt() {
    return endedAt.map(end -> end.isAfter(postedAt) ? end : postedAt);
  }

  private static int compareIds(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The contacts that a contact names; they need not exist, and may be itself.
   *
   * <p>An id that stands for nothing goes out as it was given but connects nobody: two calls do not
   * belong together because a client wrote {@code undefined} into both.
   *
   * @param initial the first of its chain
   * @param previous the one it was created from
   * @param related the one it belongs to without being created from it
   */
  public record Links(
      Optional<String> initial, Optional<String> previous, Optional<String> related) {
    private static final Set<String> NOBODY =
        Set.of(
            "", "null", "undefined", "none", "nil", "n/a", "00000000-0000-0000-0000-000000000000");

    /** Returns the ids named, those of the related contact only if asked for. */
    public List<String> named(boolean withRelated) {
      return somebody(
              Stream.of(initial, previous, withRelated ? related : Optional.<String>empty()))
          .distinct()
          .toList();
    }

    /** Returns the candidates for the parent, best first. */
    public List<String> parents() {
      return somebody(Stream.of(previous, related, initial)).toList();
    }

    private static Stream<String> somebody(Stream<Optional<String>> ids) {
      return ids.flatMap(Optional::stream)
          .filter(id -> !NOBODY.contains(id.strip().toLowerCase(Locale.ROOT)));
    }
  }
}
