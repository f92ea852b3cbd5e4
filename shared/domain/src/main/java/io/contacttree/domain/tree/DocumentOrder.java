package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The order of members in a document (tree rules, section 3.5). Nothing here recurses and every
 * step is linear in the number of members apart from sorting.
 */
final class DocumentOrder {
  private DocumentOrder() {}

  /**
   * A member with what it is ordered by, taken out once: times as text, because those of one form
   * sort alike and reading them is what takes long.
   */
  private record Rank<M>(Optional<String> began, ContactId contact, M member) {
    static <M> Rank<M> of(M member, ContactFacts facts) {
      return new Rank<>(facts.value(Fact.INITIATION_TIMESTAMP), facts.contact(), member);
    }
  }

  /** Returns members with the earliest first: by initiation, absent last, then by id. */
  static <M> List<M> earliestFirst(Collection<M> members, Function<M, ContactFacts> facts) {
    return members.stream()
        .map(member -> Rank.of(member, facts.apply(member)))
        .sorted(
            Comparator.comparing(
                    (Rank<M> rank) -> rank.began().orElse(null),
                    Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Rank::contact))
        .map(Rank::member)
        .toList();
  }

  /**
   * Returns members in pre-order, depth first; roots and the children of each stay as they are
   * given.
   */
  static <M> List<M> depthFirst(
      List<M> members, Function<M, ContactId> id, Function<M, Optional<ContactId>> parent) {
    Map<ContactId, List<M>> children = new HashMap<>();
    List<M> roots = new ArrayList<>();
    for (M member : members) {
      parent
          .apply(member)
          .map(of -> children.computeIfAbsent(of, _ -> new ArrayList<>()))
          .orElse(roots)
          .add(member);
    }
    List<M> ordered = new ArrayList<>(members.size());
    Deque<M> open = new ArrayDeque<>();
    roots.reversed().forEach(open::push);
    while (!open.isEmpty()) {
      M member = open.pop();
      ordered.add(member);
      children.getOrDefault(id.apply(member), List.of()).reversed().forEach(open::push);
    }
    return ordered;
  }
}
