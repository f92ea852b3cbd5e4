package io.contacttree.domain.reference;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The privacy setting: for each type of reference whether its value is kept, hashed or dropped;
 * kept unless said.
 *
 * <p>It is applied before anything is stored, so that a hidden value never reaches the table.
 *
 * @param treatments the treatment of each type that is not simply kept
 */
public record ReferenceValues(Map<String, Treatment> treatments) {
  /** Keeps every value. */
  public static final ReferenceValues KEEP_ALL = new ReferenceValues(Map.of());

  /** What happens to the values of one type. */
  public enum Treatment {
    KEEP,
    HASH,
    DROP
  }

  public ReferenceValues {
    treatments = Map.copyOf(treatments);
  }

  /**
   * Reads a setting such as {@code EMAIL=HASH,URL=DROP}; empty keeps all.
   *
   * @throws IllegalArgumentException naming the part that cannot be read
   */
  public static ReferenceValues parse(String setting) {
    Map<String, Treatment> treatments = new TreeMap<>();
    for (String part : setting.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      String[] sides = part.trim().split("=", -1);
      if (sides.length != 2 || sides[0].isBlank()) {
        throw new IllegalArgumentException("'" + part.trim() + "' must look like EMAIL=HASH");
      }
      String type = sides[0].trim().toUpperCase(Locale.ROOT);
      if (treatments.put(type, treatment(sides[1].trim())) != null) {
        throw new IllegalArgumentException("'" + type + "' is given twice");
      }
    }
    return new ReferenceValues(treatments);
  }

  /**
   * Returns the reference as it may be kept: without a signature, its value treated as the setting
   * of its type says.
   */
  public Reference keep(ReferenceSource sent) {
    // The signature goes first: a hash that covered it would be another one at every read.
    return treat(sent.withoutSignature()).toReference();
  }

  private ReferenceSource treat(ReferenceSource source) {
    if (source.value().isEmpty()) {
      return source;
    }
    return switch (treatments.getOrDefault(source.type(), Treatment.KEEP)) {
      case KEEP -> source;
      case HASH ->
          withValue(source, source.value().map(ReferenceValues::sha256), ValueState.HASHED);
      case DROP -> withValue(source, Optional.empty(), ValueState.DROPPED);
    };
  }

  private static ReferenceSource withValue(
      ReferenceSource source, Optional<String> value, ValueState state) {
    return new ReferenceSource(
        source.type(), source.name(), value, Optional.of(state), source.status(), source.arn());
  }

  private static Treatment treatment(String text) {
    for (Treatment treatment : Treatment.values()) {
      if (treatment.name().equalsIgnoreCase(text)) {
        return treatment;
      }
    }
    throw new IllegalArgumentException("'" + text + "' must be KEEP, HASH or DROP");
  }

  private static String sha256(String value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
