package io.contacttree.standin.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.contacts.StoredContact;
import io.contacttree.standin.protocol.ServiceRefusal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a found contact has to be besides being in the time range.
 *
 * @param allowed for each place in a contact the values that fit; an empty set lets every value in
 */
record SearchCriteria(Map<String, Set<String>> allowed) {
  private static final Map<String, String> PLACES =
      Map.of(
          "Channels", "/Channel",
          "InitiationMethods", "/InitiationMethod",
          "AgentIds", "/AgentInfo/Id",
          "QueueIds", "/QueueInfo/Id");

  SearchCriteria {
    allowed = Map.copyOf(allowed);
  }

  /** Refuses criteria that it could only ignore: an answer must never hold more than asked for. */
  static SearchCriteria read(JsonNode given) {
    Map<String, Set<String>> allowed = new HashMap<>();
    if (given instanceof ObjectNode criteria) {
      for (Map.Entry<String, JsonNode> each : criteria.properties()) {
        String place = PLACES.get(each.getKey());
        if (place == null || !each.getValue().isArray()) {
          throw ServiceRefusal.invalidParameter(
              "SearchCriteria."
                  + each.getKey()
                  + " is not offered here; possible are lists of "
                  + String.join(", ", PLACES.keySet().stream().sorted().toList())
                  + ".");
        }
        Set<String> values = new HashSet<>();
        each.getValue().forEach(value -> values.add(value.asText()));
        allowed.put(place, values);
      }
    }
    return new SearchCriteria(allowed);
  }

  boolean fit(StoredContact contact) {
    for (Map.Entry<String, Set<String>> each : allowed.entrySet()) {
      if (!each.getValue().isEmpty()
          && !each.getValue().contains(contact.described().at(each.getKey()).asText())) {
        return false;
      }
    }
    return true;
  }
}
