package io.contacttree.verification.bench.units;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The entries that items have in the indexes of the table, and the units that changing them takes:
 * none where nothing changes, one where an entry comes, goes or changes in place, two where its key
 * moves (for each kilobyte).
 */
final class IndexUnits {
  private static final List<String> SUMMARY =
      List.of(
          "tree_id",
          "account_id",
          "region",
          "revision",
          "state",
          "root_channel",
          "channels",
          "contact_count",
          "transfer_count",
          "depth",
          "agent_count",
          "queue_count",
          "reference_count",
          "first_initiated_at",
          "last_disconnected_at",
          "duration_ms",
          "associated_at",
          "written_at",
          "expires_at");

  private static final List<Index> INDEXES =
      List.of(
          new Index("trees-by-activity", "instance_id", "ix_tree_sk", SUMMARY),
          new Index(
              "contacts-by-agent",
              "ix_agent_pk",
              "ix_contact_sk",
              List.of("tree_id", "ix_queue_pk")),
          new Index(
              "contacts-by-queue",
              "ix_queue_pk",
              "ix_contact_sk",
              List.of("tree_id", "ix_agent_pk")),
          new Index("trees-due", "ix_due_pk", "ix_due_sk", List.of()));

  /** What each item has in each index, as far as this process has written it. */
  private final Map<String, Map<String, AttributeValue>> items = new ConcurrentHashMap<>();

  private record Index(String name, String partition, String sort, List<String> projected) {
    Optional<Map<String, AttributeValue>> entry(Map<String, AttributeValue> item) {
      if (!item.containsKey(partition) || !item.containsKey(sort)) {
        return Optional.empty();
      }
      Map<String, AttributeValue> entry = new HashMap<>(item);
      entry
          .keySet()
          .removeIf(
              name ->
                  !name.equals("pk")
                      && !name.equals("sk")
                      && !name.equals(partition)
                      && !name.equals(sort)
                      && !projected.contains(name));
      return Optional.of(entry);
    }

    int units(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
      Optional<Map<String, AttributeValue>> old = entry(before);
      Optional<Map<String, AttributeValue>> now = entry(after);
      if (old.equals(now)) {
        return 0;
      }
      int oldUnits = old.map(entry -> ItemBytes.writeUnits(ItemBytes.of(entry))).orElse(0);
      int newUnits = now.map(entry -> ItemBytes.writeUnits(ItemBytes.of(entry))).orElse(0);
      boolean stays =
          old.isPresent()
              && now.isPresent()
              && Objects.equals(old.get().get(partition), now.get().get(partition))
              && Objects.equals(old.get().get(sort), now.get().get(sort));
      return stays ? Math.max(oldUnits, newUnits) : oldUnits + newUnits;
    }
  }

  /** Notes an item as it is by now, nothing where it is deleted; returns the units by index. */
  Map<String, Integer> put(String key, Map<String, AttributeValue> item) {
    Map<String, AttributeValue> before = items.getOrDefault(key, Map.of());
    if (item.isEmpty()) {
      items.remove(key);
    } else {
      items.put(key, item);
    }
    Map<String, Integer> units = new HashMap<>();
    for (Index index : INDEXES) {
      units.put(index.name(), index.units(before, item));
    }
    return units;
  }

  /** Notes attributes that an update sets, named by their values' placeholders. */
  void update(String key, Map<String, AttributeValue> values) {
    Map<String, AttributeValue> item = new HashMap<>(items.getOrDefault(key, Map.of()));
    values.forEach(
        (name, value) -> {
          if (name.startsWith(":ix_")) {
            item.put(name.substring(1), value);
          }
        });
    items.put(key, item);
  }
}
