package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.LoadedTrees;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.Tombstones;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.Retention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any sequence of loads and saves, with stale trees, moved roots, joins and erased contacts, does
 * the same to the table as to the store in memory, whose rules one can read at a glance; and the
 * table's stream brings all that is to be told of it.
 */
class StoresAgreeTest {
  /** As many sequences are tried; {@code -Dcontacttree.tries=5000} makes a search of it. */
  private static final int TRIES = Integer.getInteger("contacttree.tries", 12);

  private static final int CONTACTS = 9;
  private static final int STEPS = 60;

  /** A tree as each store loaded it. */
  private record Held(StoredTree inTable, StoredTree inMemory) {}

  static LongStream seeds() {
    return new Random().longs(TRIES);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anySequenceOfLoadsAndSaves_endsAlike(long seed) {
    try {
      play(seed);
    } catch (AssertionError different) {
      throw new AssertionError("seed " + seed, different);
    }
  }

  private static void play(long seed) {
    Random random = new Random(seed);
    TestStore table = new TestStore(LocalTable.withStream());
    InMemoryTreeStore memory = new InMemoryTreeStore();
    List<DynamoDbTreeStore> writers = List.of(table.store, table.another(TestStore.RETENTION_DAYS));
    Tombstones tombstones =
        new DynamoDbTombstones(
            table.client,
            table.table.name(),
            new Retention(TestStore.RETENTION_DAYS),
            DrawnTree.ASSEMBLER,
            table.clock);
    Set<ContactId> all = new TreeSet<>();
    for (int number = 0; number < CONTACTS; number++) {
      all.add(new ContactId("c" + number));
      all.add(new ContactId("c" + number + "x"));
    }
    ExpectedNews news = new ExpectedNews(memory, all);
    List<Held> held = new ArrayList<>();
    Set<Class<?>> results = new HashSet<>();
    for (int step = 0; step < STEPS; step++) {
      DynamoDbTreeStore writer = writers.get(random.nextInt(writers.size()));
      Set<ContactId> wanted = ids(random);
      LoadedTrees loaded = writer.load(DRAWN_INSTANCE, wanted);
      LoadedTrees remembered = memory.load(DRAWN_INSTANCE, wanted);
      assertThat(loaded).isEqualTo(remembered);
      List<Held> both = new ArrayList<>();
      loaded.trees().forEach((id, tree) -> both.add(new Held(tree, remembered.trees().get(id))));
      held.addAll(both);

      List<Held> replaced = random.nextInt(3) > 0 ? both : anyOf(held, random);
      List<StoredTree> inTable = replaced.stream().map(Held::inTable).toList();
      StoredTree next = next(inTable, loaded.erased(), random);
      SaveResult result = writer.save(next, inTable);
      assertThat(result)
          .hasSameClassAs(memory.save(next, replaced.stream().map(Held::inMemory).toList()));
      results.add(result.getClass());
      news.step();

      if (random.nextInt(6) == 0) {
        Set<ContactId> some = ids(random);
        assertThat(buried(tombstones, tombstones.load(DRAWN_INSTANCE, some), some))
            .isEqualTo(buried(memory, memory.load(DRAWN_INSTANCE, some), some));
        news.step();
      }
    }
    assertThat(results).containsOnly(SaveResult.Saved.class, SaveResult.Conflict.class);
    assertThat(table.store.load(DRAWN_INSTANCE, all)).isEqualTo(memory.load(DRAWN_INSTANCE, all));
    news.isIn(table.table.newImages());
    table.table.drop();
  }

  /** Erases contacts from the trees that are loaded of them. */
  private static Class<?> buried(Tombstones store, LoadedTrees loaded, Set<ContactId> some) {
    Set<ContactId> open = new TreeSet<>(some);
    open.removeAll(loaded.erased());
    if (open.isEmpty()) {
      return Tombstones.Result.Buried.class;
    }
    List<StoredTree> trees = loaded.treesOf(some);
    KnownTree known = KnownTree.empty(DRAWN_INSTANCE);
    long revision = 0;
    for (StoredTree tree : trees) {
      known = known.merge(tree.known());
      revision = Math.max(revision, tree.revision());
    }
    KnownTree rest = known.withErased(open);
    Optional<StoredTree> left =
        rest.contacts().isEmpty()
            ? Optional.empty()
            : Optional.of(DrawnTree.stored(rest, revision + 1));
    return store
        .bury(
            new Tombstones.Burial(
                DRAWN_INSTANCE, open, left, trees, DrawnTree.WRITTEN_AT, new Deadline(Instant.MAX)))
        .getClass();
  }

  private static StoredTree next(List<StoredTree> replaced, Set<ContactId> erased, Random random) {
    String child = id(random).value();
    String parent = id(random).value();
    String missing = random.nextInt(4) == 0 ? " missing" : "";
    KnownTree known =
        DrawnTree.of(
                "%s @%d%s\n└─ %s @%d\n"
                    .formatted(
                        parent,
                        random.nextInt(50),
                        missing,
                        parent.equals(child) ? child + "x" : child,
                        random.nextInt(50)))
            .known();
    long revision = 0;
    for (StoredTree tree : replaced) {
      known = known.merge(tree.known());
      revision = Math.max(revision, tree.revision());
    }
    KnownTree kept = known.withErased(erased);
    return DrawnTree.stored(kept.contacts().isEmpty() ? known : kept, revision + 1);
  }

  private static List<Held> anyOf(List<Held> held, Random random) {
    Map<ContactId, Held> some = new TreeMap<>();
    for (int left = random.nextInt(3); left > 0 && !held.isEmpty(); left--) {
      Held tree = held.get(random.nextInt(held.size()));
      some.put(tree.inTable().treeId(), tree);
    }
    return List.copyOf(some.values());
  }

  private static Set<ContactId> ids(Random random) {
    Set<ContactId> ids = new TreeSet<>();
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      ids.add(id(random));
    }
    return ids;
  }

  private static ContactId id(Random random) {
    return new ContactId("c" + random.nextInt(CONTACTS));
  }
}
