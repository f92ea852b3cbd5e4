package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.codec.KnowledgeCodec;
import io.contacttree.aws.dynamodb.codec.TreeCodec;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.aws.dynamodb.part.DocumentSplitter.Fragment;
import io.contacttree.domain.store.StoredTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A tree spread over one item or a head and parts.
 *
 * @param head the attributes of the head, without keys and bookkeeping
 * @param parts the parts, none where the tree is whole
 */
public record TreeLayout(Map<String, AttributeValue> head, PartPlan parts) {
  /**
   * DynamoDB takes 400 KB; a document is split well before, so that no change can hit the limit.
   */
  private static final int LARGEST_WHOLE = 350_000;

  /** A split document that has shrunk below this is made whole again. */
  private static final int LARGEST_REJOINED = 175_000;

  /** A head larger than this hands its long lists to the parts too. */
  private static final int LARGEST_HEAD = 150_000;

  /** Room for keys, index keys and bookkeeping. */
  private static final int BOOKKEEPING = 10_000;

  /**
   * Returns the layout of a tree.
   *
   * @param before the parts that lie under the same root now
   */
  public static TreeLayout of(StoredTree tree, List<PartMetadata> before) {
    Map<String, AttributeValue> whole = TreeCodec.encode(tree);
    int largest = before.isEmpty() ? LARGEST_WHOLE : LARGEST_REJOINED;
    if (ItemSize.of(whole) + BOOKKEEPING <= largest) {
      return new TreeLayout(whole, PartPlan.NONE);
    }
    ItemFields fields = new ItemFields(Map.copyOf(whole));
    List<Fragment> units = new ArrayList<>(DocumentSplitter.contacts(fields));
    whole.remove(TreeCodec.CONTACTS);
    whole.remove(TreeCodec.FACTS);
    if (ItemSize.of(whole) + BOOKKEEPING > LARGEST_HEAD) {
      units.addAll(DocumentSplitter.others(fields));
      whole.remove(TreeCodec.DEFECTS);
      whole.remove(KnowledgeCodec.ERASED);
      whole.remove(KnowledgeCodec.LISTS);
      whole.remove(KnowledgeCodec.TRIES);
    }
    return new TreeLayout(whole, PartPlan.of(units, before));
  }
}
