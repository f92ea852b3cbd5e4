package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the change bus must be told of what happens to a store, as the rules say it: a store is
 * looked at after each step.
 */
final class ExpectedNews {
  private final TreeLookup store;
  private final Set<ContactId> contacts;
  private final List<News> expected = new ArrayList<>();
  private LoadedTrees before;

  /** One event, as far as the rules tell it whatever the writer does on the way. */
  record News(String type, String contact, String tree, String revision, String count) {
    static News of(Map<String, AttributeValue> image) {
      return new News(
          image.get("told_type").s(),
          image.get("told_contact_id").s(),
          image.get("told_tree_id").s(),
          image.get("told_revision").s(),
          image.get("told_contact_count").s());
    }

    private static News of(String type, ContactId contact, StoredTree tree) {
      return new News(
          type,
          contact.value(),
          tree.treeId().value(),
          Long.toString(tree.revision()),
          Integer.toString(tree.known().contacts().size()));
    }
  }

  ExpectedNews(TreeLookup store, Set<ContactId> contacts) {
    this.store = store;
    this.contacts = contacts;
    this.before = store.load(DRAWN_INSTANCE, contacts);
  }

  /** Notes what must be told of a step. */
  void step() {
    LoadedTrees now = store.load(DRAWN_INSTANCE, contacts);
    now.trees()
        .forEach(
            (id, tree) -> {
              StoredTree old = before.trees().get(id);
              if (old == null || !old.version().equals(tree.version())) {
                expected.add(News.of("Contact Tree Changed", id, tree));
              }
            });
    before
        .trees()
        .keySet()
        .forEach(
            root -> {
              if (!now.trees().containsKey(root) && !now.erased().contains(root)) {
                expected.add(News.of("Contact Tree Moved", root, now.treeOf(root).orElseThrow()));
              }
            });
    now.erased().stream()
        .filter(contact -> !before.erased().contains(contact))
        .forEach(
            contact ->
                expected.add(
                    now.treeOf(contact)
                        .map(tree -> News.of("Contact Erased", contact, tree))
                        .orElseGet(
                            () ->
                                new News(
                                    "Contact Erased",
                                    contact.value(),
                                    contact.value(),
                                    "0",
                                    "0"))));
    before = now;
  }

  /** Checks that nothing is missing in what a stream brings. */
  void isIn(List<Map<String, AttributeValue>> images) {
    List<News> told =
        images.stream().filter(image -> image.containsKey("told_type")).map(News::of).toList();
    assertThat(expected).isNotEmpty();
    assertThat(told).containsAll(expected);
  }
}
