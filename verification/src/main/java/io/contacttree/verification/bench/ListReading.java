package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.util.List;

/**
 * A way in which Amazon Connect may read its lists; its documentation leaves both choices open.
 *
 * <p>Without the contact asked by, the list of a lone contact is empty.
 */
enum ListReading {
  /** As the stand-in answers without quirks. */
  WHOLE("with the contact asked by, related links followed", true, true),
  WITHOUT_ASKED("without the contact asked by, related links followed", false, true),
  WITHOUT_RELATED("with the contact asked by, related links not followed", true, false),
  WITHOUT_BOTH("without the contact asked by, related links not followed", false, false);

  private final String words;
  private final boolean withAsked;
  private final boolean followsRelated;

  ListReading(String words, boolean withAsked, boolean followsRelated) {
    this.words = words;
    this.withAsked = withAsked;
    this.followsRelated = followsRelated;
  }

  /** Returns all but the plain one. */
  static List<ListReading> further() {
    return List.of(WITHOUT_ASKED, WITHOUT_RELATED, WITHOUT_BOTH);
  }

  String words() {
    return words;
  }

  /** Returns whether a related contact stands in the same list. */
  boolean followsRelated() {
    return followsRelated;
  }

  /** Returns the quirks under which the stand-in reads so, and fails every list of these ids. */
  ObjectNode quirks(List<String> failing) {
    ObjectNode quirks = Json.object();
    quirks.putObject("list").put("self", withAsked).put("follow_related", followsRelated);
    for (String id : failing) {
      quirks
          .withArray("errors")
          .addObject()
          .put("api", CallFigures.LIST)
          .put("contact_id", id)
          .put("status", 500);
    }
    return quirks;
  }
}
