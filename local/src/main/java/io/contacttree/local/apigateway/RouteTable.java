package io.contacttree.local.apigateway;

import io.contacttree.local.template.ApiRoute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds which operation of the contract a request is for. */
record RouteTable(List<ApiRoute> routes) {

  /** What a request is for. */
  sealed interface Match {

    /**
     * An operation.
     *
     * @param route the operation
     * @param pathParameters names and values, still percent-encoded as API Gateway passes them
     */
    record Found(ApiRoute route, Map<String, String> pathParameters) implements Match {
      /** Copies the parameters. */
      public Found {
        pathParameters = Map.copyOf(pathParameters);
      }
    }

    /**
     * The path is known, with other methods.
     *
     * @param allowed the methods, sorted, as the header `Allow` lists them
     */
    record OtherMethod(String allowed) implements Match {}

    /** Nothing is here. */
    record Unknown() implements Match {}
  }

  /** Copies. */
  RouteTable {
    routes = List.copyOf(routes);
  }

  /**
   * Matches a method and a raw path. An empty parameter matches too: that it is empty is for the
   * function to say. One slash at the end changes nothing, as in API Gateway.
   */
  Match match(String method, String rawPath) {
    TreeSet<String> allowed = new TreeSet<>();
    for (ApiRoute route : routes) {
      Optional<Map<String, String>> parameters = parameters(route.segments(), rawPath);
      if (parameters.isPresent()) {
        if (route.method().equals(method)) {
          return new Match.Found(route, parameters.get());
        }
        allowed.add(route.method());
      }
    }
    return allowed.isEmpty()
        ? new Match.Unknown()
        : new Match.OtherMethod(String.join(", ", allowed));
  }

  private static String withoutLastSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static Optional<Map<String, String>> parameters(List<String> template, String rawPath) {
    if (!rawPath.startsWith("/")) {
      return Optional.empty();
    }
    List<String> segments = List.of(withoutLastSlash(rawPath.substring(1)).split("/", -1));
    if (segments.size() != template.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int index = 0; index < template.size(); index++) {
      String expected = template.get(index);
      if (expected.startsWith("{")) {
        parameters.put(expected.substring(1, expected.length() - 1), segments.get(index));
      } else if (!expected.equals(segments.get(index))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
