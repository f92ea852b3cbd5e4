package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.StoredTree;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a head says beside its tree: our own bookkeeping of how the tree lies in the table.
 *
 * @param token tells the write that made this head from all others; where a lease of the tree was
 *     over with it, the lease's holder
 * @param lease the holder of the lease that was over last, where that is not the token
 * @param keptUntil until when all aliases and parts are kept at least; absent for ever
 * @param former former roots to which aliases may still point, or under which parts may still lie,
 *     because repairing them was cut short
 * @param isJoining whether it is on the way to a revision that takes the place of other trees too,
 *     some of whose members it has already
 * @param generation tells the parts of this tree from what another has left in the partition
 * @param parts the parts of a tree that is split, by sort key
 */
public record HeadMetadata(
    String token,
    Optional<String> lease,
    Optional<Instant> keptUntil,
    List<ContactId> former,
    boolean isJoining,
    String generation,
    NavigableMap<String, StoredPart> parts)
    implements StoredTree.Version {
  public static final String TOKEN = "m_write";
  public static final String FORMER = "m_former";
  public static final String GENERATION = "part_of";
  private static final String LEASE = "m_lease";
  private static final String JOINING = "m_joining";
  private static final String PART_COUNT = "part_count";
  private static final String PART_REVISIONS = "part_sum";
  private static final String KEPT_UNTIL = "m_until";

  public HeadMetadata {
    former = List.copyOf(former);
    parts = Collections.unmodifiableNavigableMap(new TreeMap<>(parts));
  }

  public static HeadMetadata of(ItemFields head, NavigableMap<String, StoredPart> parts) {
    return new HeadMetadata(
        head.text(TOKEN),
        head.optionalText(LEASE),
        head.optionalSecond(KEPT_UNTIL),
        head.texts(FORMER).stream().map(ContactId::new).toList(),
        head.isYes(JOINING),
        generation(head),
        parts);
  }

  /** A token of a write is nobody's lease, so it may stand for one. */
  @Override
  public Optional<String> done() {
    return Optional.of(lease.orElse(token));
  }

  /** Returns whether a head is that of a tree in parts. */
  public static boolean isInParts(ItemFields head) {
    return head.optionalNumber(PART_COUNT).isPresent();
  }

  /** Returns whether a head is the one that a tree was loaded from. */
  public static boolean isOf(ItemFields head, StoredTree tree) {
    return tree.version()
        .filter(HeadMetadata.class::isInstance)
        .map(HeadMetadata.class::cast)
        .filter(metadata -> head.optionalText(TOKEN).equals(Optional.of(metadata.token())))
        .isPresent();
  }

  /** Returns the generation that the parts of a head have. */
  public static String generation(ItemFields head) {
    return head.optionalText(GENERATION).orElse("");
  }

  /**
   * Returns whether parts are those of a head: as many, none newer, and written by the revisions
   * that it counts with. As no part is newer, their sum tells each that is older.
   */
  public static boolean areOf(ItemFields head, NavigableMap<String, StoredPart> parts) {
    long revision = head.number(TreeCodec.REVISION);
    return head.number(PART_COUNT) == parts.size()
        && parts.values().stream().noneMatch(part -> part.revision() > revision)
        && head.number(PART_REVISIONS) == revisions(parts);
  }

  void encode(ItemWriter writer) {
    writer
        .text(TOKEN, token)
        .text(LEASE, lease)
        .second(KEPT_UNTIL, keptUntil)
        .textsUnlessEmpty(FORMER, former.stream().map(ContactId::value).toList())
        .yesIf(JOINING, isJoining);
    if (!parts.isEmpty()) {
      writer
          .text(GENERATION, generation)
          .number(PART_COUNT, parts.size())
          .number(PART_REVISIONS, revisions(parts));
    }
  }

  public HeadMetadata repaired() {
    return new HeadMetadata(token, lease, keptUntil, List.of(), isJoining, generation, parts);
  }

  private static long revisions(NavigableMap<String, StoredPart> parts) {
    return parts.values().stream().mapToLong(StoredPart::revision).sum();
  }
}
