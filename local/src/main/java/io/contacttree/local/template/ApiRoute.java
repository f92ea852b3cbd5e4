package io.contacttree.local.template;

import java.util.List;
import java.util.Objects;

/**
 * One operation of the API: which function answers which method of which path.
 *
 * @param method the HTTP method, upper case
 * @param path the path with its parameters in braces
 * @param function the logical id of the function that answers
 */
public record ApiRoute(String method, String path, String function) {
  /** Refuses null. */
  public ApiRoute {
    Objects.requireNonNull(method);
    Objects.requireNonNull(path);
    Objects.requireNonNull(function);
  }

  /** Returns the parts of the path between its slashes; a parameter keeps its braces. */
  public List<String> segments() {
    return List.of(path.substring(1).split("/", -1));
  }
}
