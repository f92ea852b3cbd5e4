package io.contacttree.verification.simulator;

import io.contacttree.domain.claim.Outcome;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts what happened. */
final class Happenings {
  private final Map<Happening, Long> counts = new EnumMap<>(Happening.class);

  void add(Happening happening) {
    counts.merge(happening, 1L, Long::sum);
  }

  /** Counts what became of a message. */
  void add(Outcome outcome) {
    switch (outcome) {
      case Outcome.Satisfied _, Outcome.Stored _ -> {}
      case Outcome.Returned _ -> add(Happening.RETURNED);
      case Outcome.Forwarded(Outcome.Forwarded.By by) ->
          add(
              switch (by) {
                case DELAYED -> Happening.CARRIED_DELAYED;
                case LEASE_HELD -> Happening.CARRIED_LEASE_HELD;
                case CONTINUATION -> Happening.CARRIED_CONTINUATION;
                case SETTLE -> Happening.CARRIED_SETTLE;
              });
    }
  }

  void addAll(Happenings others) {
    others.counts.forEach((happening, count) -> counts.merge(happening, count, Long::sum));
  }

  /** Returns how often each happened, be it never. */
  Map<Happening, Long> counts() {
    Map<Happening, Long> all = new EnumMap<>(Happening.class);
    Arrays.stream(Happening.values())
        .forEach(happening -> all.put(happening, counts.getOrDefault(happening, 0L)));
    return all;
  }

  String inWords() {
    return counts().entrySet().stream()
        .map(
            count ->
                count.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " "
                    + count.getValue())
        .collect(Collectors.joining(" · "));
  }
}
