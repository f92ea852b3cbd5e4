package io.contacttree.standin.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.contacts.ContactScenario.Reading;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads scenarios: one object, an array of them, or one after another. */
public final class ScenarioReader {
  private static final int LONGEST_INSTANCE_ID = 100;
  private static final Set<String> KEYS = Set.of("InstanceId", "Contacts");

  private final ContactReader contacts;

  /**
   * A reader that makes absent ARNs.
   *
   * @param region the Region in them
   * @param accountId the account in them
   */
  public ScenarioReader(String region, String accountId) {
    this.contacts = new ContactReader(region, accountId);
  }

  /**
   * Reads a whole text; the same contact of one instance twice in it makes it refused.
   *
   * @param postedAt when its contacts were taken in
   */
  public Reading read(String json, Instant postedAt) {
    List<JsonNode> scenarios = new ArrayList<>();
    try {
      for (JsonNode value : Json.readStrictly(json)) {
        if (value.isArray()) {
          value.forEach(scenarios::add);
        } else {
          scenarios.add(value);
        }
      }
    } catch (IOException e) {
      return new Reading.Refused("This is not JSON: " + e.getMessage());
    }
    if (scenarios.isEmpty()) {
      return new Reading.Refused(
          "There is no scenario here; write {\"InstanceId\": \"…\", \"Contacts\": [{\"Id\": \"…\"}]}.");
    }
    try {
      return new Reading.Taken(check(scenarios, postedAt));
    } catch (IllegalArgumentException fault) {
      return new Reading.Refused(String.valueOf(fault.getMessage()));
    }
  }

  private ContactScenario check(List<JsonNode> scenarios, Instant postedAt) {
    Set<String> instances = new LinkedHashSet<>();
    List<StoredContact> all = new ArrayList<>();
    Map<String, Set<String>> seen = new HashMap<>();
    for (int at = 0; at < scenarios.size(); at++) {
      String where = scenarios.size() == 1 ? "scenario" : "scenario " + (at + 1);
      JsonFields scenario = JsonFields.ofScenario(where, scenarios.get(at));
      scenario.refuseOtherSpellings(KEYS);
      String instanceId =
          scenario
              .text("InstanceId", LONGEST_INSTANCE_ID)
              .orElseThrow(() -> scenario.fault("InstanceId", "is missing; add it"));
      instances.add(instanceId);
      for (JsonNode given : scenario.array("Contacts")) {
        StoredContact contact = contacts.read(instanceId, given, postedAt);
        if (!seen.computeIfAbsent(instanceId, absent -> new HashSet<>()).add(contact.id())) {
          throw new IllegalArgumentException(
              "contact "
                  + contact.id()
                  + ": Id stands twice in instance "
                  + instanceId
                  + "; keep one of the two");
        }
        all.add(contact);
      }
    }
    return new ContactScenario(instances, all);
  }
}
