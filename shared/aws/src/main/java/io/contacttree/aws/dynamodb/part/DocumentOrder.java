package io.contacttree.aws.dynamodb.part;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.TreeContact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the contacts and defects of a document that was split back into the order of tree rules,
 * section 3.5; only what the document itself says is looked at.
 */
public final class DocumentOrder {
  private static final Comparator<TreeContact> EARLIEST =
      Comparator.comparing(
              (TreeContact contact) -> contact.facts().time(Fact.INITIATION_TIMESTAMP).orElse(null),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(TreeContact::id);

  private DocumentOrder() {}

  public static StoredTree restore(StoredTree unordered) {
    ContactTree document = unordered.document();
    return new StoredTree(
        new ContactTree(
            document.treeId(),
            document.instance(),
            document.account(),
            document.region(),
            document.revision(),
            document.state(),
            document.facts(),
            document.defects().stream().sorted().toList(),
            document.associatedAt(),
            document.writtenAt(),
            inOrder(document.contacts())),
        unordered.known());
  }

  private static List<TreeContact> inOrder(List<TreeContact> contacts) {
    Map<ContactId, List<TreeContact>> children = new HashMap<>();
    List<TreeContact> tops = new ArrayList<>();
    for (TreeContact contact : contacts.stream().sorted(EARLIEST).toList()) {
      contact
          .parent()
          .ifPresentOrElse(
              parent -> children.computeIfAbsent(parent, any -> new ArrayList<>()).add(contact),
              () -> tops.add(contact));
    }
    List<TreeContact> ordered = new ArrayList<>(contacts.size());
    Deque<TreeContact> open = new ArrayDeque<>();
    tops.reversed().forEach(open::push);
    while (!open.isEmpty()) {
      TreeContact contact = open.pop();
      ordered.add(contact);
      children.getOrDefault(contact.id(), List.of()).reversed().forEach(open::push);
    }
    return ordered;
  }
}
