package io.contacttree.aws.dynamodb.part;

import io.contacttree.aws.dynamodb.part.DocumentSplitter.Fragment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which parts a document is split into: units stay in the part they are in, new ones go where room
 * is, so that a change touches as few parts as it can.
 *
 * @param kept parts that stay as they are
 * @param written the contents of parts that are new or have changed
 */
public record PartPlan(List<PartMetadata> kept, List<Map<String, AttributeValue>> written) {
  /** Nothing is split. */
  static final PartPlan NONE = new PartPlan(List.of(), List.of());

  /** New units go into a part up to this size, so that changes within it find room. */
  private static final int FULL = 240_000;

  /** Units move out of a part that has grown past this size. */
  private static final int TOO_LARGE = 320_000;

  public PartPlan {
    kept = List.copyOf(kept);
    written = List.copyOf(written);
  }

  /** A part in the making. */
  private static final class Bin {
    private final Optional<PartMetadata> before;
    private final List<Fragment> units = new ArrayList<>();
    private int size;
    private boolean changed;

    Bin(Optional<PartMetadata> before) {
      this.before = before;
      this.changed = before.isEmpty();
    }

    void add(Fragment fragment) {
      units.add(fragment);
      size += fragment.size();
    }

    Fragment removeLast() {
      Fragment fragment = units.removeLast();
      size -= fragment.size();
      changed = true;
      return fragment;
    }

    boolean hasRoomFor(Fragment fragment) {
      return size + fragment.size() <= FULL;
    }

    void seeWhetherChanged() {
      changed =
          before
              .filter(note -> note.digest().equals(PartMetadata.digest(PartContent.of(units))))
              .isEmpty();
    }
  }

  /**
   * Returns the parts for these units.
   *
   * @param units the units in the order of the document
   * @param before the parts that the tree has now
   */
  static PartPlan of(List<Fragment> units, List<PartMetadata> before) {
    List<Bin> bins = new ArrayList<>();
    Map<String, Bin> home = new HashMap<>();
    for (PartMetadata note : before) {
      Bin bin = new Bin(Optional.of(note));
      bins.add(bin);
      note.units().forEach(key -> home.put(key, bin));
    }
    List<Fragment> homeless = new ArrayList<>();
    for (Fragment fragment : units) {
      Optional.ofNullable(home.get(fragment.key()))
          .ifPresentOrElse(bin -> bin.add(fragment), () -> homeless.add(fragment));
    }
    for (Bin bin : bins) {
      bin.seeWhetherChanged();
      if (bin.size > TOO_LARGE) {
        while (bin.size > FULL && bin.units.size() > 1) {
          homeless.add(bin.removeLast());
        }
      }
    }
    homeless.forEach(fragment -> place(fragment, bins));
    bins.removeIf(bin -> bin.units.isEmpty());
    return new PartPlan(
        bins.stream().filter(bin -> !bin.changed).flatMap(bin -> bin.before.stream()).toList(),
        bins.stream().filter(bin -> bin.changed).map(bin -> PartContent.of(bin.units)).toList());
  }

  /** Into a part that is written anyway, else into the one with most room, else into a new one. */
  private static void place(Fragment fragment, List<Bin> bins) {
    Optional<Bin> writtenAnyway =
        bins.stream().filter(bin -> bin.changed && bin.hasRoomFor(fragment)).findFirst();
    Bin bin =
        writtenAnyway
            .or(
                () ->
                    bins.stream()
                        .filter(other -> other.hasRoomFor(fragment))
                        .min(Comparator.comparingInt(other -> other.size)))
            .orElseGet(
                () -> {
                  Bin added = new Bin(Optional.empty());
                  bins.add(added);
                  return added;
                });
    bin.changed = true;
    bin.add(fragment);
  }
}
