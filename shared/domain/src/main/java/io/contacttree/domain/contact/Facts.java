package io.contacttree.domain.contact;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one source has said of one contact, each fact with its newest observation.
 *
 * <p>A fact that was never observed is absent; observing nothing never erases (tree rules, section
 * 4).
 *
 * @param observations the newest observation of each fact
 */
public record Facts(Map<Fact, Observation> observations) {
  /** A source that has said nothing. */
  public static final Facts NONE = new Facts(Map.of());

  public Facts {
    EnumMap<Fact, Observation> copy = new EnumMap<>(Fact.class);
    copy.putAll(observations);
    observations = Collections.unmodifiableMap(copy);
  }

  /** Starts a set of facts that were all observed with the same stamp. */
  public static Builder observedAt(Stamp stamp) {
    return new Builder(stamp);
  }

  /** Returns both sources' facts, each with the observation that stands. */
  public Facts merge(Facts other) {
    if (other.observations.isEmpty() || equals(other)) {
      return this;
    }
    if (observations.isEmpty()) {
      return other;
    }
    EnumMap<Fact, Observation> merged = new EnumMap<>(observations);
    other.observations.forEach(
        (fact, observation) -> merged.merge(fact, observation, Observation::merge));
    return new Facts(merged);
  }

  /** Returns the value of a fact, or empty where it was never observed. */
  public Optional<String> value(Fact fact) {
    return Optional.ofNullable(observations.get(fact)).map(Observation::value);
  }

  /** Returns the value of a fact that is a time, or empty where it was never observed. */
  public Optional<Instant> time(Fact fact) {
    return value(fact).map(Timestamps::stored);
  }

  /** Returns whether nothing was observed. */
  public boolean isEmpty() {
    return observations.isEmpty();
  }

  /** Collects facts of one stamp, leaving out what is absent. */
  public static final class Builder {
    private final Stamp stamp;
    private final EnumMap<Fact, Observation> observations = new EnumMap<>(Fact.class);

    private Builder(Stamp stamp) {
      this.stamp = stamp;
    }

    /**
     * Adds a value; an absent or empty one, or one that the fact cannot have, is no observation.
     */
    public Builder with(Fact fact, Optional<String> value) {
      value
          .flatMap(fact.kind()::normalised)
          .ifPresent(text -> observations.put(fact, new Observation(text, stamp)));
      return this;
    }

    /** Adds a time; an absent one, or one that stands for "not yet", is no observation. */
    public Builder withTime(Fact fact, Optional<Instant> time) {
      return with(fact, time.flatMap(Timestamps::real).map(Timestamps::format));
    }

    /** Returns the facts collected so far. */
    public Facts build() {
      return observations.isEmpty() ? NONE : new Facts(observations);
    }
  }
}
