package io.contacttree.domain.contact;

import java.util.Optional;

/**
 * The id of an Amazon Connect instance.
 *
 * <p>1 to 100 characters of {@code [A-Za-z0-9_-]}; anything else is refused, because the id becomes
 * part of request paths and table keys.
 *
 * @param value the id as Amazon Connect writes it
 */
public record InstanceId(String value) implements Comparable<InstanceId> {
  private static final int LONGEST = 100;

  public InstanceId {
    if (!IdText.isAllowed(value, LONGEST)) {
      throw new IllegalArgumentException(
          "instance id must be 1 to 100 characters of A-Z a-z 0-9 _ -");
    }
  }

  /** Returns the id, or empty where the text cannot be one. */
  public static Optional<InstanceId> parse(String text) {
    return IdText.isAllowed(text, LONGEST) ? Optional.of(new InstanceId(text)) : Optional.empty();
  }

  @Override
  public int compareTo(InstanceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
