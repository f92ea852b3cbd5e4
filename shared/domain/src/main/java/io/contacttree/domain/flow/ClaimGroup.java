package io.contacttree.domain.flow;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.LoadedTrees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Messages of one batch that are about one tree as far as can be told before Amazon Connect is
 * asked.
 *
 * @param messages the messages, in the order of the batch
 */
record ClaimGroup(List<ClaimMessage> messages) {
  ClaimGroup {
    messages = List.copyOf(messages);
  }

  /** Returns the groups of messages that name common contacts or contacts of one stored tree. */
  static List<ClaimGroup> of(List<ClaimMessage> messages, LoadedTrees loaded) {
    Map<ContactId, ContactId> leaders = new HashMap<>();
    for (ClaimMessage message : messages) {
      ContactId first = leader(leaders, message.claim().contact());
      for (ContactId named : message.claim().named()) {
        leaders.put(leader(leaders, named), first);
        first = leader(leaders, first);
        ContactId tree = loaded.treeOf().getOrDefault(named, named);
        leaders.put(leader(leaders, tree), first);
        first = leader(leaders, first);
      }
    }
    Map<ContactId, List<ClaimMessage>> groups = new LinkedHashMap<>();
    for (ClaimMessage message : messages) {
      groups
          .computeIfAbsent(leader(leaders, message.claim().contact()), any -> new ArrayList<>())
          .add(message);
    }
    return groups.values().stream().map(ClaimGroup::new).toList();
  }

  private static ContactId leader(Map<ContactId, ContactId> leaders, ContactId id) {
    ContactId at = id;
    ContactId next = leaders.getOrDefault(at, at);
    while (!next.equals(at)) {
      at = next;
      next = leaders.getOrDefault(at, at);
    }
    leaders.put(id, at);
    return at;
  }

  /** Returns whether one of the messages is about one of these contacts. */
  boolean isAboutOneOf(Set<ContactId> contacts) {
    return messages.stream().anyMatch(message -> contacts.contains(message.claim().contact()));
  }
}
