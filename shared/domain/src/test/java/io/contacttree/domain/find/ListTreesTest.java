package io.contacttree.domain.find;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.Place;
import io.contacttree.domain.store.TreeIndex;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.TreeOverview;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a page when an index is odd, or its requests run out. */
final class ListTreesTest {
  private static final TreeQuery OF_BOTH =
      new TreeQuery(
          DRAWN_INSTANCE,
          DrawnTree.START,
          DrawnTree.START.plus(Duration.ofDays(1)),
          Optional.of(new TreeIndex.HandledBy(Optional.of("agent"), Optional.of("queue"))),
          Optional.empty(),
          Optional.empty());

  private final ScriptedIndex index = new ScriptedIndex();
  private final CountedIndex counted = new CountedIndex(index);

  private PageOfTrees page() {
    PageOfTrees page = new ListTrees(counted).page(OF_BOTH, Optional.empty(), 25);
    assertThat(counted.requests()).isLessThanOrEqualTo(4);
    return page;
  }

  @Test
  void entryThatCannotBeFollowedAnyMore_isLeftToTheNextPage() {
    index.slices.add(slice(Optional.of(place(9, "passed"))));
    index.slices.add(slice(Optional.of(place(8, "passed"))));
    index.slices.add(
        slice(Optional.empty(), entry(7, "leg-1", "root"), entry(6, "leg-2", "former")));
    index.root("root");
    index.root("root-of-today");
    index.identities.put(id("former"), new TreeIndex.Identity.LeadsTo(id("root-of-today")));

    PageOfTrees page = page();

    assertThat(page.entries())
        .extracting(entry -> entry.matched().orElseThrow())
        .containsExactly(place(7, "leg-1"));
    assertThat(page.goesOnAfter()).contains(place(7, "leg-1"));
  }

  @Test
  void contactThatStandsInTheIndexTwice_isListedOnce() {
    index.root("root");
    index.slices.add(slice(Optional.empty(), entry(7, "leg", "root"), entry(7, "leg", "root")));

    assertThat(page().entries()).hasSize(1);
  }

  @Test
  void entryWhoseTreeIsGone_isPassedOver() {
    index.root("root");
    index.slices.add(slice(Optional.empty(), entry(7, "leg-1", "gone"), entry(6, "leg-2", "root")));

    assertThat(page())
        .satisfies(page -> assertThat(page.entries()).hasSize(1))
        .satisfies(page -> assertThat(page.goesOnAfter()).isEmpty());
  }

  private static TreeIndex.Slice<TreeIndex.ContactEntry> slice(
      Optional<Place> goesOnAfter, TreeIndex.ContactEntry... entries) {
    return new TreeIndex.Slice<>(List.of(entries), goesOnAfter);
  }

  private static TreeIndex.ContactEntry entry(int minute, String contact, String leadsTo) {
    return new TreeIndex.ContactEntry(place(minute, contact), id(leadsTo));
  }

  private static Place place(int minute, String contact) {
    return new Place(DrawnTree.START.plus(Duration.ofMinutes(minute)), id(contact));
  }

  private static ContactId id(String name) {
    return new ContactId(name);
  }

  /** Answers with what it was given. */
  private static final class ScriptedIndex implements TreeIndex {
    private final Deque<Slice<ContactEntry>> slices = new ArrayDeque<>();
    private final Map<ContactId, Identity> identities = new HashMap<>();

    void root(String name) {
      identities.put(
          id(name), new Identity.Root(TreeOverview.of(DrawnTree.of(name).stored(1).document())));
    }

    @Override
    public Slice<TreeOverview> trees(InstanceId instance, Stretch stretch, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Slice<ContactEntry> contacts(
        InstanceId instance, HandledBy handledBy, Stretch stretch, int most) {
      return slices.remove();
    }

    @Override
    public Map<ContactId, Identity> identities(InstanceId instance, Set<ContactId> contacts) {
      Map<ContactId, Identity> found = new HashMap<>(identities);
      found.keySet().retainAll(contacts);
      return found;
    }
  }
}
