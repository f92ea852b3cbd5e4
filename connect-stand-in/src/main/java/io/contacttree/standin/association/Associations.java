package io.contacttree.standin.association;

import io.contacttree.standin.contacts.InstanceContacts;
import io.contacttree.standin.contacts.StoredContact;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Finds which contacts are connected: by the ids they name, in either direction, through ids that
 * are no contact's too.
 *
 * <p>What was found is kept until the data changes or another contact comes to exist, so that the
 * pages of one large list cost one walk. To be used by one thread at a time.
 */
public final class Associations {
  private final Map<InstanceContacts, Known> known = new WeakHashMap<>();

  /**
   * Returns the existing contacts connected with an existing one, itself included, earliest first.
   *
   * @param withRelated whether a related contact's id connects
   */
  public List<StoredContact> connected(
      InstanceContacts contacts, StoredContact start, Instant now, boolean withRelated) {
    return component(contacts, start, now, withRelated).members();
  }

  /** Returns the id of the root of the tree that an existing contact is part of. */
  public String rootId(InstanceContacts contacts, StoredContact start, Instant now) {
    return component(contacts, start, now, true).rootId();
  }

  private Component component(
      InstanceContacts contacts, StoredContact start, Instant now, boolean withRelated) {
    Known found = known.get(contacts);
    if (found == null || found.version() != contacts.version()) {
      found = new Known(contacts.version(), new HashMap<>(), new HashMap<>());
      known.put(contacts, found);
    }
    Map<String, Component> byMember = withRelated ? found.related() : found.unrelated();
    Component component = byMember.get(start.id());
    if (component == null || !component.holds(now)) {
      component = walk(contacts, start, now, withRelated);
      for (StoredContact member : component.members()) {
        byMember.put(member.id(), component);
      }
    }
    return component;
  }

  private static Component walk(
      InstanceContacts contacts, StoredContact start, Instant now, boolean withRelated) {
    List<StoredContact> members = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<String> ahead = new ArrayDeque<>();
    seen.add(start.id());
    ahead.add(start.id());
    while (!ahead.isEmpty()) {
      String id = ahead.remove();
      List<String> next = new ArrayList<>();
      contacts
          .find(id)
          .filter(contact -> contact.exists(now))
          .ifPresent(
              contact -> {
                members.add(contact);
                next.addAll(contact.links().named(withRelated));
              });
      for (String naming : contacts.namedBy(id)) {
        contacts
            .find(naming)
            .filter(contact -> contact.exists(now))
            .filter(contact -> contact.links().named(withRelated).contains(id))
            .ifPresent(contact -> next.add(contact.id()));
      }
      for (String each : next) {
        if (seen.add(each)) {
          ahead.add(each);
        }
      }
    }
    members.sort(StoredContact.EARLIEST);
    return new Component(members, Roots.rootId(members), now, contacts.nextBirth(now));
  }

  private record Known(
      long version, Map<String, Component> related, Map<String, Component> unrelated) {}

  /**
   * The contacts that are connected with each other, directly or through others.
   *
   * @param members the existing ones, earliest first
   * @param rootId the id of the contact that the tree grew from
   * @param from the time from which this holds
   * @param until the time from which it may hold no more; empty: it holds until the data changes
   */
  private record Component(
      List<StoredContact> members, String rootId, Instant from, Optional<Instant> until) {
    Component {
      members = List.copyOf(members);
    }

    boolean holds(Instant now) {
      return !now.isBefore(from) && (until.isEmpty() || now.isBefore(until.get()));
    }
  }
}
