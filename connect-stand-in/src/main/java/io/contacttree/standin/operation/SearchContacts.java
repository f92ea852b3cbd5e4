package io.contacttree.standin.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.calls.CallLog;
import io.contacttree.standin.contacts.StoredContact;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.protocol.ApiRequest;
import io.contacttree.standin.protocol.PageTokens;
import io.contacttree.standin.protocol.PageTokens.Position;
import io.contacttree.standin.protocol.ServiceRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The contacts of a time range, in pages, with their total. */
record SearchContacts(PageTokens tokens) implements Operation {

  private static final List<String> SUMMARY =
      List.of(
          "Arn",
          "Id",
          "InitialContactId",
          "PreviousContactId",
          "InitiationMethod",
          "Channel",
          "InitiationTimestamp",
          "DisconnectTimestamp",
          "ScheduledTimestamp",
          "SegmentAttributes",
          "Name",
          "RoutingCriteria",
          "Tags",
          "GlobalResiliencyMetadata");

  @Override
  public CallLog.Facts facts(ApiRequest request) {
    return new CallLog.Facts(
        text(request, "InstanceId"),
        Optional.empty(),
        Parameters.page(tokens, boundTo(request), text(request, "NextToken")),
        List.of(),
        request.userAgent());
  }

  @Override
  public JsonNode answer(ApiRequest request, ServiceView view) {
    if (!request.body().isObject()) {
      throw ServiceRefusal.invalidRequest("The body must be a JSON object.");
    }
    String instanceId =
        Parameters.instanceId(Parameters.required("InstanceId", text(request, "InstanceId")));
    SearchRange range = SearchRange.read(request.body().path("TimeRange"));
    SearchCriteria criteria = SearchCriteria.read(request.body().path("SearchCriteria"));
    SearchOrder order = SearchOrder.read(request.body().path("Sort"));
    int pageSize =
        Optional.of(request.body().path("MaxResults"))
            .filter(given -> !given.isMissingNode() && !given.isNull())
            .map(
                given ->
                    Parameters.number("MaxResults", given.asText(), 1, Parameters.LARGEST_PAGE))
            .orElse(Parameters.LARGEST_PAGE);
    Position position = Parameters.position(tokens, boundTo(request), text(request, "NextToken"));

    List<ObjectNode> found = new ArrayList<>();
    for (StoredContact contact : view.instance(instanceId).all()) {
      if (view.lists(contact) && criteria.fit(contact)) {
        ObjectNode shown = view.described(contact);
        if (range.holds(shown)) {
          found.add(shown);
        }
      }
    }
    found.sort(order.comparator());
    int start = Math.min(position.offset(), found.size());
    int end = Math.min(start + pageSize, found.size());

    ObjectNode answer = Json.object();
    ArrayNode contacts = answer.putArray("Contacts");
    found.subList(start, end).forEach(shown -> contacts.add(summary(shown)));
    if (end < found.size()) {
      answer.put("NextToken", tokens.issue(boundTo(request), position.next(pageSize)));
    }
    return answer.put("TotalCount", found.size());
  }

  private static ObjectNode summary(ObjectNode shown) {
    ObjectNode summary = Json.object();
    copy(shown, summary, SUMMARY);
    if (shown.get("QueueInfo") instanceof ObjectNode queue) {
      copy(queue, summary.putObject("QueueInfo"), List.of("Id", "EnqueueTimestamp"));
    }
    if (shown.get("AgentInfo") instanceof ObjectNode agent) {
      copy(agent, summary.putObject("AgentInfo"), List.of("Id", "ConnectedToAgentTimestamp"));
    }
    return summary;
  }

  private static void copy(ObjectNode from, ObjectNode to, List<String> keys) {
    for (String key : keys) {
      JsonNode value = from.get(key);
      if (value != null) {
        to.set(key, value);
      }
    }
  }

  /** A token belongs to one search; the size of its pages may change on the way. */
  private static String boundTo(ApiRequest request) {
    String search = "";
    if (request.body() instanceof ObjectNode body) {
      ObjectNode query = body.deepCopy();
      query.remove(List.of("NextToken", "MaxResults"));
      search = Json.write(query);
    }
    return request.api() + "\n" + search;
  }

  private static Optional<String> text(ApiRequest request, String key) {
    JsonNode value = request.body().path(key);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }
}
