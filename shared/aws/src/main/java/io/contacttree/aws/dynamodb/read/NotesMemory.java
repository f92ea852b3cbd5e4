package io.contacttree.aws.dynamodb.read;

import io.contacttree.aws.dynamodb.part.HeadMetadata;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.StoredTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers how trees that were loaded or written lately lie in the table, so that saving them
 * reads nothing again; bounded, safe for several threads, and never needed for correctness.
 */
public final class NotesMemory {
  private static final int MOST_TREES = 256;

  /** Units of trees in parts; each takes about a hundred bytes. */
  private static final int MOST_UNITS = 100_000;

  private record Key(InstanceId instance, ContactId treeId, long revision) {}

  private final Map<Key, HeadMetadata> notes = new LinkedHashMap<>();
  private int units;

  public synchronized void remember(StoredTree tree, HeadMetadata of) {
    forget(key(tree));
    notes.put(key(tree), of);
    units += units(of);
    while (notes.size() > MOST_TREES || (units > MOST_UNITS && notes.size() > 1)) {
      forget(notes.keySet().iterator().next());
    }
  }

  public synchronized Optional<HeadMetadata> recall(StoredTree tree) {
    return Optional.ofNullable(notes.get(key(tree)));
  }

  private void forget(Key key) {
    HeadMetadata forgotten = notes.remove(key);
    if (forgotten != null) {
      units -= units(forgotten);
    }
  }

  private static int units(HeadMetadata notes) {
    return notes.parts().stream().mapToInt(part -> part.units().size()).sum();
  }

  private static Key key(StoredTree tree) {
    return new Key(tree.document().instance(), tree.treeId(), tree.revision());
  }
}
