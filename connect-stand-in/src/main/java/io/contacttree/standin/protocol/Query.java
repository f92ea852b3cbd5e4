package io.contacttree.standin.protocol;

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
    int start = 0;
    while (raw != null && start < raw.length()) {
      int end = raw.indexOf('&', start);
      String pair = raw.substring(start, end < 0 ? raw.length() : end);
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = formDecode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : formDecode(pair.substring(equals + 1));
        values.computeIfAbsent(key, absent -> new ArrayList<>()).add(value);
      }
      start = end < 0 ? raw.length() : end + 1;
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

  /** In a query, other than in a path, a plus sign is a space. */
  private static String formDecode(String raw) {
    return PercentCoding.decode(raw.replace('+', ' '));
  }
}
