package io.contacttree.standin.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query of a URL: decoded values by decoded key, repeated keys in their order.
 *
 * @param values at least one value for each key
 */
public record Query(Map<String, List<String>> values) {
  /** Copies, so that a query never changes. */
  public Query {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((key, all) -> copy.put(key, List.copyOf(all)));
    values = Map.copyOf(copy);
  }

  /** Reads a raw query, null meaning there is none; a key without {@code =} has the value "". */
  public static Query parse(@Nullable String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      if (!pair.isEmpty()) {
        // In a query, other than in a path, a plus sign is a space.
        String[] parts = pair.replace('+', ' ').split("=", 2);
        values
            .computeIfAbsent(PercentCoding.decode(parts[0]), absent -> new ArrayList<>())
            .add(parts.length == 1 ? "" : PercentCoding.decode(parts[1]));
      }
    }
    return new Query(values);
  }

  /** Returns the first value of the key, empty if the key is absent. */
  public Optional<String> first(String key) {
    return all(key).stream().findFirst();
  }

  /** Returns all values of the key in their order. */
  public List<String> all(String key) {
    return values.getOrDefault(key, List.of());
  }
}
