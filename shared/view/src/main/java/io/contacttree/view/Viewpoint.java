package io.contacttree.view;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.find.Names;
import java.time.ZoneId;
import java.util.Objects;

/**
 * How somebody looks at a tree.
 *
 * @param askedBy the id by which the tree was asked for
 * @param names what agents and queues are called
 * @param zone the zone of the times shown
 */
public record Viewpoint(ContactId askedBy, Names names, ZoneId zone) {
  public Viewpoint {
    Objects.requireNonNull(askedBy);
    Objects.requireNonNull(names);
    Objects.requireNonNull(zone);
  }

  String agent(String id) {
    return names.agent(id).orElse(id);
  }

  String queue(String id) {
    return names.queue(id).orElse(id);
  }
}
