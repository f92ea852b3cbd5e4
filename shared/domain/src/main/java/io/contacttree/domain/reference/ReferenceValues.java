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

  /** What a setting must look like, in words. */
  public static final String FORM =
      "types with KEEP, HASH or DROP such as EMAIL=HASH,URL=DROP, or nothing";

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
   * Returns the reference as it may be kept: its value treated as the setting of its type says.
   *
   * <p>A reference carries no signature; a hash that covered one would be another one at every
   * read.
   */
  public Reference keep(Reference sent) {
    if (sent.value().isEmpty()) {
      return sent;
    }
    return switch (treatments.getOrDefault(sent.type(), Treatment.KEEP)) {
      case KEEP -> sent;
      case HASH -> sent.withValue(sent.value().map(ReferenceValues::sha256), ValueState.HASHED);
      case DROP -> sent.withValue(Optional.empty(), ValueState.DROPPED);
    };
  }

  /** Returns whether the values of a type are kept as they are sent. */
  public boolean keeps(String type) {
    return treatments.getOrDefault(type, Treatment.KEEP) == Treatment.KEEP;
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
