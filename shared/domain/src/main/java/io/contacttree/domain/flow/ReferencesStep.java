package io.contacttree.domain.flow;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.connect.ContactReferences;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.tree.ContactFacts;
import io.contacttree.domain.tree.KnownTree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the references that the claims need and that no earlier read has brought. */
final class ReferencesStep {
  private final ContactReferences references;
  private final ClaimCheck check;

  ReferencesStep(ContactReferences references, ClaimCheck check) {
    this.references = references;
    this.check = check;
  }

  /**
   * Returns whose references must be read, each with the types to ask for.
   *
   * @param notFound whom Amazon Connect does not know: there is nothing to ask for
   */
  Map<ContactId, Set<String>> wantedBy(
      OpenClaims claims, KnownTree known, Set<ContactId> notFound) {
    List<ClaimMessage> messages = claims.open();
    Map<ContactId, Set<String>> wanted = new TreeMap<>();
    for (KnownContact contact : known.contacts().values()) {
      if (!notFound.contains(contact.id()) && isNeeded(contact, messages, known)) {
        String channel = ContactFacts.of(contact).channel();
        wanted.put(contact.id(), check.assembler().referenceTypes().of(channel));
      }
    }
    return wanted;
  }

  /** Reads what is wanted and returns whether all of it was reached before the deadline. */
  boolean readReferences(
      TreeInProgress tree, Map<ContactId, Set<String>> wanted, Deadline deadline) {
    if (wanted.isEmpty()) {
      return true;
    }
    KnownTree known = tree.known();
    Map<ContactId, KnownReferences> answers = references.read(known.instance(), wanted, deadline);
    Map<ContactId, KnownContact> learned = new TreeMap<>();
    answers.forEach(
        (id, answer) ->
            known
                .contact(id)
                .ifPresent(contact -> learned.put(id, contact.withReferences(answer))));
    tree.learn(KnownTree.empty(known.instance()).withContacts(learned));
    return answers.keySet().containsAll(wanted.keySet());
  }

  private boolean isNeeded(KnownContact contact, List<ClaimMessage> messages, KnownTree known) {
    return check.isPending(contact)
        || messages.stream()
            .anyMatch(message -> check.needsReferences(message.claim(), contact, known));
  }
}
