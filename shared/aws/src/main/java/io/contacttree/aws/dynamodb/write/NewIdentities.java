package io.contacttree.aws.dynamodb.write;

import io.contacttree.aws.dynamodb.part.StoredRevision;
import io.contacttree.aws.dynamodb.write.IdentityChanges.Role;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.StoredTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The identities that become known step by step with a large revision: its new members and whom
 * they name. All identities that stand already stay as they are until the last step, those of other
 * trees that it joins among them.
 */
final class NewIdentities {
  private final StoredTree next;

  /** Whether an identity is one of a name only; roots have another role and never change here. */
  private final Map<ContactId, Boolean> missing = new HashMap<>();

  private final Set<ContactId> erased = new HashSet<>();

  NewIdentities(StoredTree next, List<StoredRevision> replaced) {
    this.next = next;
    for (StoredRevision before : replaced) {
      before.tree().known().namedContacts().forEach(name -> missing.putIfAbsent(name, true));
      before.tree().known().contacts().keySet().forEach(member -> missing.put(member, false));
      erased.addAll(before.tree().known().erased());
    }
    missing.put(next.treeId(), false);
  }

  /** Returns whether nothing stands of a contact yet. */
  boolean isNew(ContactId contact) {
    return !missing.containsKey(contact);
  }

  /** Returns the contacts that a member names and of whom nothing stands yet. */
  Set<ContactId> newNamesOf(ContactId contact) {
    Set<ContactId> names = namesOf(contact);
    names.removeIf(name -> !isNew(name));
    return names;
  }

  /** Returns the identities that some members and names bring. */
  IdentityChanges become(Set<ContactId> fresh) {
    List<Role> claimed = new ArrayList<>();
    Set<ContactId> named = new TreeSet<>();
    for (ContactId contact : fresh) {
      if (next.known().contact(contact).isPresent()) {
        if (missing.getOrDefault(contact, true)) {
          missing.put(contact, false);
          claimed.add(new Role(contact, false));
        }
        named.addAll(namesOf(contact));
      }
    }
    named.removeAll(next.known().erased());
    for (ContactId name : named) {
      if (missing.putIfAbsent(name, true) == null) {
        claimed.add(new Role(name, true));
      }
    }
    return IdentityChanges.newOnes(claimed, metBy(fresh));
  }

  /** Returns the erased contacts that are met for the first time. */
  private Set<ContactId> metBy(Set<ContactId> fresh) {
    Set<ContactId> met = new TreeSet<>();
    if (!next.known().erased().isEmpty()) {
      met.addAll(fresh);
      fresh.forEach(contact -> met.addAll(namesOf(contact)));
      met.retainAll(next.known().erased());
      met.removeIf(contact -> missing.containsKey(contact) || !erased.add(contact));
    }
    return met;
  }

  private Set<ContactId> namesOf(ContactId contact) {
    Set<ContactId> names = new HashSet<>();
    next.known()
        .contact(contact)
        .ifPresent(known -> known.forEachNamed(name -> names.add(new ContactId(name))));
    names.remove(contact);
    return names;
  }
}
