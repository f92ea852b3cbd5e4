package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.part.TreeItems;
import io.contacttree.aws.dynamodb.read.TreeReader;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Makes a transaction and, where it is refused only by aliases of trees that are no more (they
 * expired, their aliases not yet), makes it again over those.
 */
final class RetryingCommit {
  /** Each try meets further trees that are no more; there are hardly ever any. */
  private static final int MOST_TRIES = 4;

  private final TableWrites writes;
  private final TreeReader reader;

  RetryingCommit(TableWrites writes, TreeReader reader) {
    this.writes = writes;
    this.reader = reader;
  }

  /**
   * Makes a transaction and returns the contacts that refused it, none where it is done.
   *
   * @param own the trees whose aliases the transaction may write over
   * @param transaction the writes, given further trees of that kind, which it must check
   * @param proof how to see whether it was done although no answer came
   */
  Set<ContactId> commit(
      InstanceId instance,
      Set<ContactId> own,
      Function<Set<ContactId>, List<Write>> transaction,
      Optional<TableWrites.Proof> proof) {
    Set<ContactId> abandoned = new TreeSet<>();
    for (int tries = 1; ; tries++) {
      switch (writes.commit(transaction.apply(abandoned), proof)) {
        case TableWrites.Result.Done() -> {
          return Set.of();
        }
        case TableWrites.Result.Refused refused -> {
          Set<ContactId> known = new TreeSet<>(own);
          known.addAll(abandoned);
          Optional<Set<ContactId>> further = abandonedTrees(instance, refused, known);
          if (further.isEmpty() || tries == MOST_TRIES) {
            return refused.found().keySet();
          }
          abandoned.addAll(further.get());
        }
      }
    }
  }

  /** Returns the trees behind a refusal if they are all no more. */
  private Optional<Set<ContactId>> abandonedTrees(
      InstanceId instance, TableWrites.Result.Refused refused, Set<ContactId> known) {
    Set<ContactId> trees = new TreeSet<>();
    for (Optional<ItemFields> found : refused.found().values()) {
      Optional<ContactId> tree =
          found
              .filter(EntityType.ALIAS::is)
              .map(alias -> alias.contact(TreeItems.TREE_ID))
              .filter(id -> !known.contains(id));
      if (tree.isEmpty()) {
        return Optional.empty();
      }
      trees.add(tree.get());
    }
    return trees.stream().allMatch(tree -> reader.isUnanswered(instance, tree))
        ? Optional.of(trees)
        : Optional.empty();
  }
}
