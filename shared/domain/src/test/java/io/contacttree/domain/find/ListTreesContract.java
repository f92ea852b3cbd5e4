package io.contacttree.domain.find;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.Place;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeIndex;
import io.contacttree.domain.store.TreeIndex.HandledBy;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.TreeContact;
import io.contacttree.domain.tree.TreeOverview;
import io.contacttree.domain.tree.TreeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lists of every store must hold; each test begins with an empty store. */
public abstract class ListTreesContract {
  /** As many forests are tried; {@code -Dcontacttree.tries=500} makes a search of it. */
  private static final int TRIES = Integer.getInteger("contacttree.tries", 3);

  private static final int TREES = 30;
  private static final int QUERIES = 12;
  private static final int MOST_REQUESTS = 4;

  /** Returns the store under test. */
  protected abstract TreeStore store();

  /** Returns the index of its trees. */
  protected abstract TreeIndex index();

  /** Puts a tombstone in the place of a contact. */
  protected abstract void bury(ContactId contact);

  static LongStream seeds() {
    return LongStream.concat(LongStream.of(7), new Random().longs(TRIES));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pagesOfAnyList_holdTogetherWhatASearchOfAllTreesFinds(long seed) {
    Random random = new Random(seed);
    RandomForest forest = forest(random);
    for (int left = QUERIES; left > 0; left--) {
      TreeQuery query = query(random);
      assertThat(pages(query, 1 + random.nextInt(12), random, () -> {}))
          .as(query.toString())
          .isEqualTo(searched(query, forest));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void treesThatDoNotChangeBetweenPages_areListedOnceEach(long seed) {
    Random random = new Random(seed);
    RandomForest forest = forest(random);
    for (int left = QUERIES; left > 0; left--) {
      TreeQuery query = query(random);
      List<PageOfTrees.Entry> before = searched(query, forest);
      Set<ContactId> changed = new HashSet<>();
      List<PageOfTrees.Entry> listed =
          pages(query, 1 + random.nextInt(4), random, () -> forest.change().forEach(changed::add));
      assertThat(unchanged(listed, changed))
          .as(query.toString())
          .isEqualTo(unchanged(before, changed));
      assertThat(listed.stream().map(PageOfTrees.Entry::place).toList())
          .as(query.toString())
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void pageOfTrees_costsOneRequest() {
    for (int number = 0; number < 5; number++) {
      save(DrawnTree.of("tree-%d @%d\n└─ leg-%d".formatted(number, number, number)).stored(1));
    }
    CountedIndex counted = new CountedIndex(index());

    PageOfTrees page = new ListTrees(counted).page(everything(), Optional.empty(), 3);

    assertThat(page.entries()).hasSize(3);
    assertThat(counted.requests()).isEqualTo(1);
  }

  @Test
  void listOfAsManyTreesAsThePageTakes_hasNoFurtherPage() {
    save(DrawnTree.of("a @0").stored(1));
    save(DrawnTree.of("b @0").stored(1));

    PageOfTrees page = new ListTrees(index()).page(everything(), Optional.empty(), 2);

    assertThat(page.entries())
        .extracting(entry -> entry.tree().treeId().value())
        .containsExactly("a", "b");
    assertThat(page.goesOnAfter()).isEmpty();
  }

  @Test
  void treesOfAnotherInstance_areInNoList() {
    save(DrawnTree.of("a @0").stored(1));
    TreeQuery query = everything();

    assertThat(
            new ListTrees(index())
                .page(
                    new TreeQuery(
                        new InstanceId("instance-of-others"),
                        query.from(),
                        query.to(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                    Optional.empty(),
                    5)
                .entries())
        .isEmpty();
  }

  @Test
  void rangeOfAList_holdsItsFirstMomentAndNotItsLast() {
    save(DrawnTree.of("a @0").stored(1));
    Instant end = DrawnTree.START.plusSeconds(50);

    assertThat(listed(end, end.plusMillis(1))).hasSize(1);
    assertThat(listed(end.minusMillis(1), end)).isEmpty();
    assertThat(listed(end.plusMillis(1), end.plusSeconds(1))).isEmpty();
  }

  @Test
  void valuesThatNobodyHas_areAnEmptyList() {
    save(DrawnTree.of("a @0").stored(1));

    for (HandledBy nobody :
        List.of(
            new HandledBy(Optional.of("nobody"), Optional.empty()),
            new HandledBy(Optional.empty(), Optional.of("none")),
            new HandledBy(Optional.of("nobody"), Optional.of("none")),
            new HandledBy(Optional.of("n".repeat(4_000)), Optional.empty()))) {
      TreeQuery query = everything();
      PageOfTrees page =
          new ListTrees(index())
              .page(
                  new TreeQuery(
                      DRAWN_INSTANCE,
                      query.from(),
                      query.to(),
                      Optional.of(nobody),
                      Optional.empty(),
                      Optional.empty()),
                  Optional.empty(),
                  5);
      assertThat(page).isEqualTo(new PageOfTrees(List.of(), Optional.empty()));
    }
  }

  @Test
  void severalContacts_bringTheirTreesEachOnceInTheOrderAskedFor() {
    StoredTree call = DrawnTree.of("a\n├─ b\n└─ gone missing\n   └─ d").stored(1);
    StoredTree chat = DrawnTree.of("x\n└─ y").stored(1);
    save(call);
    save(chat);
    bury(new ContactId("y"));
    CountedIndex counted = new CountedIndex(index());

    FindOverviews.Answer answer =
        new FindOverviews(counted)
            .find(DRAWN_INSTANCE, contacts("nobody", "x", "gone", "y", "a", "nobody-else", "b"));

    assertThat(answer)
        .isEqualTo(
            new FindOverviews.Answer(
                List.of(
                    new FindOverviews.Found(TreeOverview.of(chat.document()), contacts("x")),
                    new FindOverviews.Found(
                        TreeOverview.of(call.document()), contacts("gone", "a", "b"))),
                contacts("nobody", "nobody-else"),
                contacts("y")));
    assertThat(counted.requests()).isLessThanOrEqualTo(2);
  }

  private List<PageOfTrees.Entry> listed(Instant from, Instant to) {
    return new ListTrees(index())
        .page(
            new TreeQuery(
                DRAWN_INSTANCE, from, to, Optional.empty(), Optional.empty(), Optional.empty()),
            Optional.empty(),
            5)
        .entries();
  }

  private static TreeQuery everything() {
    return new TreeQuery(
        DRAWN_INSTANCE,
        DrawnTree.START,
        DrawnTree.START.plus(RandomForest.SPAN),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private RandomForest forest(Random random) {
    RandomForest forest = new RandomForest(random, store());
    for (int left = TREES; left > 0; left--) {
      forest.grow();
    }
    return forest;
  }

  /** Follows a list to its end, and lets something happen after each page but the last. */
  private List<PageOfTrees.Entry> pages(
      TreeQuery query, int limit, Random random, Runnable between) {
    int mostOfARequest = random.nextBoolean() ? 1 + random.nextInt(4) : TreeIndex.ALL;
    CountedIndex counted = new CountedIndex(index(), mostOfARequest);
    ListTrees list = new ListTrees(counted);
    List<PageOfTrees.Entry> all = new ArrayList<>();
    Optional<Place> after = Optional.empty();
    do {
      PageOfTrees page = list.page(query, after, limit);
      assertThat(counted.requests()).isLessThanOrEqualTo(MOST_REQUESTS);
      assertThat(page.entries().size()).isLessThanOrEqualTo(limit);
      if (page.entries().isEmpty() && page.goesOnAfter().isPresent()) {
        boolean isOfBoth = query.handledBy().filter(HandledBy::isOfBoth).isPresent();
        assertThat(query.isFiltered() || (isOfBoth && mostOfARequest < TreeIndex.ALL)).isTrue();
      }
      all.addAll(page.entries());
      after = page.goesOnAfter();
      if (after.isPresent()) {
        between.run();
      }
    } while (after.isPresent());
    return all;
  }

  private static List<PageOfTrees.Entry> searched(TreeQuery query, RandomForest forest) {
    return forest.documents().stream()
        .flatMap(tree -> entries(query, tree))
        .sorted(Comparator.comparing(PageOfTrees.Entry::place))
        .toList();
  }

  private static Stream<PageOfTrees.Entry> entries(TreeQuery query, ContactTree tree) {
    boolean isInState = query.state().filter(state -> tree.state() != state).isEmpty();
    boolean hasChannel =
        query
            .channel()
            .filter(
                channel ->
                    tree.contacts().stream()
                        .noneMatch(contact -> contact.facts().channel().equals(channel)))
            .isEmpty();
    if (!isInState || !hasChannel) {
      return Stream.empty();
    }
    TreeOverview overview = TreeOverview.of(tree);
    if (query.handledBy().isEmpty()) {
      Instant last =
          tree.contacts().stream()
              .map(ListTreesContract::lastMoment)
              .max(Comparator.naturalOrder())
              .orElseThrow();
      return isWithin(query, last)
          ? Stream.of(new PageOfTrees.Entry(overview, Optional.empty()))
          : Stream.empty();
    }
    HandledBy handledBy = query.handledBy().get();
    return tree.contacts().stream()
        .filter(
            contact ->
                has(contact, Fact.AGENT_ID, handledBy.agent())
                    && has(contact, Fact.QUEUE_ID, handledBy.queue())
                    && isWithin(query, lastMoment(contact)))
        .map(
            contact ->
                new PageOfTrees.Entry(
                    overview, Optional.of(new Place(lastMoment(contact), contact.id()))));
  }

  private static boolean has(TreeContact contact, Fact fact, Optional<String> wanted) {
    return wanted.isEmpty() || wanted.equals(contact.facts().value(fact));
  }

  /** All contacts of a forest have a beginning, and none ends before it. */
  private static Instant lastMoment(TreeContact contact) {
    return contact
        .facts()
        .time(Fact.DISCONNECT_TIMESTAMP)
        .orElseGet(() -> contact.facts().time(Fact.INITIATION_TIMESTAMP).orElseThrow());
  }

  private static boolean isWithin(TreeQuery query, Instant at) {
    return !at.isBefore(query.from()) && at.isBefore(query.to());
  }

  private static List<PageOfTrees.Entry> unchanged(
      List<PageOfTrees.Entry> entries, Set<ContactId> changed) {
    return entries.stream().filter(entry -> !changed.contains(entry.tree().treeId())).toList();
  }

  private static TreeQuery query(Random random) {
    int minutes = (int) RandomForest.SPAN.toMinutes();
    int from = random.nextInt(minutes / 2);
    int length = 1 + random.nextInt(minutes);
    Optional<String> agent = sometimes(RandomForest.AGENTS, random);
    Optional<String> queue = sometimes(RandomForest.QUEUES, random);
    return new TreeQuery(
        DRAWN_INSTANCE,
        DrawnTree.START.plus(Duration.ofMinutes(from)),
        DrawnTree.START.plus(Duration.ofMinutes(from + length)),
        agent.isPresent() || queue.isPresent()
            ? Optional.of(new HandledBy(agent, queue))
            : Optional.empty(),
        sometimes(RandomForest.CHANNELS, random),
        sometimes(List.of(TreeState.values()), random));
  }

  private static <T> Optional<T> sometimes(List<T> values, Random random) {
    return random.nextInt(3) == 0
        ? Optional.of(values.get(random.nextInt(values.size())))
        : Optional.empty();
  }

  private static List<ContactId> contacts(String... ids) {
    return Stream.of(ids).map(ContactId::new).toList();
  }

  private void save(StoredTree tree) {
    assertThat(store().save(tree, List.of())).isEqualTo(new SaveResult.Saved());
  }
}
