package io.contacttree.standin.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.contacttree.standin.http.HttpCall;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.http.PercentCoding;
import io.contacttree.standin.http.Query;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A routed request, its values still unchecked.
 *
 * @param api the operation that its method and path name
 * @param path the decoded variable segments of the path, in order
 * @param query the decoded query
 * @param body the JSON object sent; a missing node where there is none or it is no JSON
 * @param userAgent what the caller says of itself, "" if nothing
 */
public record ApiRequest(
    ConnectApi api, List<String> path, Query query, JsonNode body, String userAgent) {
  private static final List<Route> ROUTES =
      List.of(
          new Route(
              ConnectApi.LIST_ASSOCIATED_CONTACTS, "GET", List.of("contact", "associated"), 1),
          new Route(ConnectApi.LIST_CONTACT_REFERENCES, "GET", List.of("contact", "references"), 2),
          new Route(ConnectApi.DESCRIBE_CONTACT, "GET", List.of("contacts"), 2),
          new Route(ConnectApi.SEARCH_CONTACTS, "POST", List.of("search-contacts"), 0),
          new Route(ConnectApi.GET_ATTACHED_FILE, "GET", List.of("attached-files"), 2));

  /** Copies, so that a request never changes. */
  public ApiRequest {
    path = List.copyOf(path);
  }

  /** Returns the request for an operation, empty if none has this method and path. */
  public static Optional<ApiRequest> of(HttpCall call, String body) {
    List<String> path = PercentCoding.segments(call.rawPath());
    for (Route route : ROUTES) {
      int fixed = route.fixed().size();
      if (call.method().equals(route.method())
          && path.size() == fixed + route.variable()
          && path.subList(0, fixed).equals(route.fixed())
          && !path.contains("")) {
        return Optional.of(
            new ApiRequest(
                route.api(),
                path.subList(fixed, path.size()),
                call.query(),
                json(body),
                call.header("User-Agent")));
      }
    }
    return Optional.empty();
  }

  private static JsonNode json(String body) {
    try {
      List<JsonNode> values = Json.readStrictly(body);
      return values.size() == 1 ? values.get(0) : MissingNode.getInstance();
    } catch (IOException e) {
      // Its operation says that this is no JSON; an operation without a body does not care.
      return MissingNode.getInstance();
    }
  }

  private record Route(ConnectApi api, String method, List<String> fixed, int variable) {}
}
