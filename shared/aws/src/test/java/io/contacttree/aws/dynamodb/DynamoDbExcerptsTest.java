package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static io.contacttree.domain.tree.DrawnTree.id;
import static io.contacttree.domain.tree.DrawnTree.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.store.ExcerptContract;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What an item of a member tells of it, without the rest of its tree. */
class DynamoDbExcerptsTest extends ExcerptContract {
  private static final String CALL =
      """
      a        @0
      ├─ b     event
      ├─ c
      └─ d     event pending
      """;

  /** A list shows the end of the member whose event has come. */
  private static final DrawnTree LISTED = DrawnTree.of("a @0\n└─ b @1\n");

  private final TestStore test = new TestStore();

  @Override
  protected TreeStore store() {
    return test.store;
  }

  @Override
  protected void bury(ContactId contact) {
    test.bury(contact);
  }

  @Test
  void memberOfATreeInParts_hasAnExcerptOfAllButTheReferences() {
    StoredTree tree = save(call(), List.of());

    assertThat(excerpt("b")).contains(tree.known().contact(id("b")).orElseThrow());
    assertThat(excerpt("a"))
        .contains(tree.known().contact(id("a")).orElseThrow().withoutReferenceList());
  }

  @Test
  void treeInOneItem_hasNone() {
    save(DrawnTree.of(CALL).known(), List.of());

    assertThat(excerpt("b")).isEmpty();
    assertThat(test.identity("b"))
        .containsOnlyKeys("pk", "sk", "entity_type", "tree_id", "expires_at");
  }

  @Test
  void revisionWithNewsOfOneMember_writesThatMemberAndTheHead() {
    StoredTree tree = save(call(), List.of());
    test.client.forget();

    save(tree.known().merge(DrawnTree.of("a @0\n└─ d @3\n").known()), List.of(tree));

    assertThat(test.client.transactions()).hasSize(1);
    assertThat(test.client.transactions().getFirst())
        .extracting(write -> write.put().item().get("sk").s())
        .containsExactly("contact", "part#d");
  }

  @Test
  void treeThatIsSplitLater_hasExcerptsOfThoseWhoseEventsCameBefore() {
    StoredTree small = save(DrawnTree.of(CALL).known(), List.of());

    save(small.known().merge(large("a @0\n└─ b @1\n")), List.of(small));

    assertThat(excerpt("b")).isPresent();
  }

  @Test
  void rootThatMoves_leavesExcerptsInTheNewAliases() {
    StoredTree before = save(call(), List.of());

    StoredTree moved =
        save(before.known().merge(DrawnTree.of("z @-5\n└─ a @0\n").known()), List.of(before));

    assertThat(moved.treeId()).isEqualTo(id("z"));
    assertThat(excerpt("b")).isPresent();
  }

  @Test
  void namesStillToBeLookedUp_noExcerptUntilTheyAreResolved() {
    KnownTree known = large("a @0\n└─ b event\n").merge(LISTED.known());
    KnownTree naming = DrawnTree.of("elsewhere @9\n└─ e @10 event\n").known();
    StoredTree tree =
        save(known.withContacts(Map.of(id("e"), naming.contact(id("e")).orElseThrow())), List.of());
    assertThat(tree.known().untriedNames()).containsExactly(id("elsewhere"));
    assertThat(excerpt("b")).isEmpty();

    save(tree.known().withMissing(id("elsewhere"), DrawnTree.READ_AT), List.of(tree));

    assertThat(excerpt("b")).isPresent();
  }

  @Test
  void headThatHasExpired_endsTheExcerpt() {
    save(call(), List.of());
    Duration left = Duration.ofDays(TestStore.RETENTION_DAYS).minusSeconds(1);
    test.clock.advance(left);
    assertThat(excerpt("b")).isPresent();

    test.clock.advance(Duration.ofSeconds(2));

    assertThat(excerpt("b")).isEmpty();
    assertThat(test.store.load(DRAWN_INSTANCE, ids("b"))).isNotNull();
    assertThat(test.identity("b")).as("the alias is still there").isNotEmpty();
  }

  @Test
  void retentionThatWasShortened_endsTheExcerptWithIt() {
    save(call(), List.of());
    TreeStore shorter = test.another(10);
    test.clock.advance(Duration.ofDays(11));

    assertThat(excerpt("b")).isPresent();
    assertThat(shorter.lookUp(DRAWN_INSTANCE, ids("b")).excerpt(id("b"))).isEmpty();
    assertThat(test.another(0).lookUp(DRAWN_INSTANCE, ids("b")).excerpt(id("b"))).isPresent();
  }

  @Test
  void excerptThatCannotBeRead_isNone() {
    save(call(), List.of());
    Map<String, AttributeValue> part =
        new HashMap<>(test.table.item(TestStore.partition("a"), "part#b"));
    part.put("contacts", AttributeValue.fromL(List.of(AttributeValue.fromS("?"))));
    test.table.put(part);

    assertThat(excerpt("b")).isEmpty();
    assertThatThrownBy(() -> test.store.load(DRAWN_INSTANCE, ids("b")))
        .isInstanceOf(UpstreamFailure.class);
  }

  @Test
  void memberWithLongReferences_hasAnExcerptWithoutThem() {
    KnownTree known = DrawnTree.of(CALL).known().merge(LISTED.known());
    KnownTree withReferences =
        LargeTrees.withReferences(
            known, id("b"), LargeTrees.largestReferences(60), DrawnTree.READ_AT.plusSeconds(1));

    StoredTree tree = save(withReferences, List.of());

    KnownContact whole = tree.known().contact(id("b")).orElseThrow();
    assertThat(whole.references().read().orElseThrow().references()).hasSize(60);
    assertThat(excerpt("b")).isEqualTo(Optional.of(whole.withoutReferenceList()));
    assertThat(ItemSize.of(test.identity("b"))).isLessThan(300);
  }

  private static KnownTree call() {
    return large(CALL).merge(LISTED.known());
  }
}
