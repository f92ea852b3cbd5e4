package io.contacttree.domain.connect;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.KnownReferences;
import java.util.Map;
import java.util.Set;

/** Asks Amazon Connect for the references of contacts (ListContactReferences). */
public interface ContactReferences {

  /**
   * Returns what reading the references of each contact brought: a complete read or a failure.
   *
   * <p>Contacts that were not reached before the deadline are absent from the answer. Never throws
   * for what the service answers. Values are already treated as the privacy setting says.
   *
   * @param types the types to ask each contact for
   */
  Map<ContactId, KnownReferences> read(
      InstanceId instance, Map<ContactId, Set<String>> types, Deadline deadline);
}
