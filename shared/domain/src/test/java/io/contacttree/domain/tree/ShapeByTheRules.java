package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.KnownContact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tree rules, section 3, once more, sentence by sentence and as slow as one likes: what the
 * assembler must come to.
 */
final class ShapeByTheRules {
  private final Map<String, KnownContact> members = new HashMap<>();
  private final Map<String, Link> links = new HashMap<>();
  private final Map<String, String> parents = new HashMap<>();
  private final Set<String> defects = new TreeSet<>();
  private final String root;

  ShapeByTheRules(Collection<KnownContact> contacts) {
    contacts.forEach(contact -> members.put(contact.id().value(), contact));
    members.keySet().forEach(this::chooseParent);
    // All loops are found before any is cut.
    List<String> cut = members.keySet().stream().filter(this::isEarliestOfItsLoop).toList();
    cut.forEach(
        id -> {
          links.put(id, Link.ORPHAN);
          parents.remove(id);
          defects.add("cycle " + id);
        });
    root = earliestBy(Link.ROOT).or(() -> earliestBy(Link.ORPHAN)).orElseThrow();
    for (String id : members.keySet()) {
      if (links.get(id) == Link.ORPHAN && !id.equals(root)) {
        parents.put(id, root);
        defects.add("orphan " + id);
      }
      if (links.get(id) == Link.ROOT && !id.equals(root)) {
        defects.add("several_roots " + id);
      }
    }
  }

  String root() {
    return root;
  }

  String defects() {
    StringBuilder text = new StringBuilder();
    defects.forEach(defect -> text.append(defect).append('\n'));
    return text.toString();
  }

  String links() {
    StringBuilder text = new StringBuilder();
    earliestFirst(members.keySet().stream().filter(id -> !parents.containsKey(id)).toList())
        .forEach(top -> draw(top, 0, text));
    return text.toString();
  }

  private void draw(String id, int depth, StringBuilder text) {
    text.append("  ".repeat(depth)).append(id).append(' ').append(links.get(id));
    if (parents.containsKey(id)) {
      text.append(" of ").append(parents.get(id));
    }
    text.append('\n');
    earliestFirst(members.keySet().stream().filter(other -> id.equals(parents.get(other))).toList())
        .forEach(child -> draw(child, depth + 1, text));
  }

  private void chooseParent(String id) {
    links.put(id, Link.ROOT);
    offer(id, Fact.PREVIOUS_CONTACT_ID, Link.PREVIOUS);
    offer(id, Fact.RELATED_CONTACT_ID, Link.RELATED);
    offer(id, Fact.INITIAL_CONTACT_ID, Link.INITIAL);
  }

  private void offer(String id, Fact fact, Link link) {
    String candidate = members.get(id).fromLists().value(fact).orElse(id);
    if (candidate.equals(id) || parents.containsKey(id)) {
      return;
    }
    if (members.containsKey(candidate)) {
      links.put(id, link);
      parents.put(id, candidate);
    } else {
      links.put(id, Link.ORPHAN);
    }
  }

  private boolean isEarliestOfItsLoop(String id) {
    List<String> walk = new ArrayList<>();
    String at = id;
    while (at != null && walk.size() <= members.size()) {
      walk.add(at);
      at = parents.get(at);
      if (id.equals(at)) {
        return earliestFirst(walk).getFirst().equals(id);
      }
    }
    return false;
  }

  private Optional<String> earliestBy(Link link) {
    return earliestFirst(members.keySet().stream().filter(id -> links.get(id) == link).toList())
        .stream()
        .findFirst();
  }

  private List<String> earliestFirst(Collection<String> ids) {
    return ids.stream()
        .sorted(
            Comparator.comparing((String id) -> begins(id).isEmpty())
                .thenComparing(id -> begins(id).orElse(""))
                .thenComparing(ContactId::new))
        .toList();
  }

  private Optional<String> begins(String id) {
    return members.get(id).fromLists().value(Fact.INITIATION_TIMESTAMP);
  }
}
