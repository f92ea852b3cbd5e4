package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.StoredTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a head says beside its tree: our own bookkeeping of how the tree lies in the table.
 *
 * @param token tells the write that made this head from all others
 * @param keptUntil until when all aliases and parts are kept at least; absent for ever
 * @param former former roots to which aliases may still point, because repairing them was cut short
 * @param parts the parts of a tree that is split
 */
public record HeadMetadata(
    String token, Optional<Instant> keptUntil, List<ContactId> former, List<PartMetadata> parts)
    implements StoredTree.Version {
  public static final String TOKEN = "m_write";
  public static final String FORMER = "m_former";
  static final String PARTS = "part_list";
  private static final String KEPT_UNTIL = "m_kept_until";

  public HeadMetadata {
    former = List.copyOf(former);
    parts = List.copyOf(parts);
  }

  public static HeadMetadata of(ItemFields head, List<PartMetadata> parts) {
    return new HeadMetadata(
        head.text(TOKEN),
        head.optionalSecond(KEPT_UNTIL),
        head.texts(FORMER).stream().map(ContactId::new).toList(),
        parts);
  }

  /** Returns the names of a head's parts, none where it is whole. */
  public static List<String> partNames(ItemFields head) {
    return head.texts(PARTS);
  }

  void encode(ItemWriter writer) {
    writer
        .text(TOKEN, token)
        .second(KEPT_UNTIL, keptUntil)
        .textsUnlessEmpty(FORMER, former.stream().map(ContactId::value).toList())
        .textsUnlessEmpty(PARTS, PartMetadata.names(parts));
  }

  public HeadMetadata repaired() {
    return new HeadMetadata(token, keptUntil, List.of(), parts);
  }
}
