package io.contacttree.local.template;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The table, as the template describes it.
 *
 * @param logicalId its id in the template
 * @param name its name here: that of the template, else its logical id
 * @param attributeTypes the attributes that are keys of something, with their type: S, N or B
 * @param key the table's own key
 * @param indexes the global secondary indexes
 * @param expiryAttribute the attribute that says when an item expires, in epoch seconds
 * @param streamView what its stream shows of a change; empty where it has none
 */
public record TableDefinition(
    String logicalId,
    String name,
    Map<String, String> attributeTypes,
    Key key,
    List<Index> indexes,
    Optional<String> expiryAttribute,
    Optional<String> streamView) {

  /**
   * A key.
   *
   * @param hash the attribute that is hashed
   * @param range the attribute that is sorted by, if any
   */
  public record Key(String hash, Optional<String> range) {
    /** Refuses null. */
    public Key {
      Objects.requireNonNull(hash);
      Objects.requireNonNull(range);
    }
  }

  /**
   * A global secondary index.
   *
   * @param name its name
   * @param key its key
   * @param projection KEYS_ONLY, INCLUDE or ALL
   * @param included the attributes that INCLUDE names
   */
  public record Index(String name, Key key, String projection, List<String> included) {
    /** Copies the list. */
    public Index {
      Objects.requireNonNull(name);
      Objects.requireNonNull(key);
      Objects.requireNonNull(projection);
      included = List.copyOf(included);
    }
  }

  /** Copies what can be changed. */
  public TableDefinition {
    Objects.requireNonNull(logicalId);
    Objects.requireNonNull(name);
    attributeTypes = Map.copyOf(attributeTypes);
    Objects.requireNonNull(key);
    indexes = List.copyOf(indexes);
    Objects.requireNonNull(expiryAttribute);
    Objects.requireNonNull(streamView);
  }
}
