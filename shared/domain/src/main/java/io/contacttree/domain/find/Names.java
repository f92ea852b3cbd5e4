package io.contacttree.domain.find;

import java.util.Map;
import java.util.Optional;

/**
 * What people call the agents and queues of an instance.
 *
 * @param agents the login of each agent whose is known, by its id
 * @param queues the name of each queue whose is known, by its id
 */
public record Names(Map<String, String> agents, Map<String, String> queues) {
  /** No names at all. */
  public static final Names NONE = new Names(Map.of(), Map.of());

  public Names {
    agents = Map.copyOf(agents);
    queues = Map.copyOf(queues);
  }

  /** Returns the login of an agent. */
  public Optional<String> agent(String id) {
    return Optional.ofNullable(agents.get(id));
  }

  /** Returns the name of a queue. */
  public Optional<String> queue(String id) {
    return Optional.ofNullable(queues.get(id));
  }
}
