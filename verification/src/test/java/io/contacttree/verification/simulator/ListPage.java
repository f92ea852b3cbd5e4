package io.contacttree.verification.simulator;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One page of associated contacts.
 *
 * @param contacts what it says of each contact
 * @param nextToken where the next page begins
 */
record ListPage(List<Entry> contacts, Optional<String> nextToken) {
  /** What a page says of one contact. */
  record Entry(ContactId contact, Map<Fact, String> facts) {}
}
