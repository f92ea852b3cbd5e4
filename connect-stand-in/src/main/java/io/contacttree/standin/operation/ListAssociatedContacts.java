package io.contacttree.standin.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.calls.CallLog;
import io.contacttree.standin.contacts.InstanceContacts;
import io.contacttree.standin.contacts.StoredContact;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.protocol.ApiRequest;
import io.contacttree.standin.protocol.PageTokens;
import io.contacttree.standin.protocol.PageTokens.Position;
import io.contacttree.standin.protocol.WireTime;
import io.contacttree.standin.quirk.Quirks.ListQuirks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The contacts connected with one contact, in pages. */
record ListAssociatedContacts(PageTokens tokens) implements Operation {

  private static final int USUAL_PAGE = 25;

  @Override
  public CallLog.Facts facts(ApiRequest request) {
    return new CallLog.Facts(
        Optional.of(request.path().get(0)),
        request.query().first("contactId"),
        Parameters.page(tokens, boundTo(request), request.query().first("nextToken")),
        List.of(),
        request.userAgent());
  }

  @Override
  public JsonNode answer(ApiRequest request, ServiceView view) {
    String instanceId = Parameters.instanceId(request.path().get(0));
    String contactId =
        Parameters.contactId(Parameters.required("ContactId", request.query().first("contactId")));
    int pageSize =
        request
            .query()
            .first("maxResults")
            .map(given -> Parameters.number("MaxResults", given, 1, Parameters.LARGEST_PAGE))
            .orElse(USUAL_PAGE);
    Optional<String> token = request.query().first("nextToken");
    Position position = Parameters.position(tokens, boundTo(request), token);

    InstanceContacts contacts = view.instance(instanceId);
    StoredContact queried = view.contact(contacts, contactId);
    List<StoredContact> all = listed(contacts, queried, view);
    int start = Math.min(position.offset(), all.size());
    int end = Math.min(start + pageSize, all.size());

    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("ContactSummaryList");
    all.subList(start, end).forEach(contact -> list.add(summary(contact, view)));
    if (end < all.size()) {
      answer.put("NextToken", tokens.issue(boundTo(request), position.next(pageSize)));
    } else {
      endToken(request, view, position).ifPresent(last -> answer.put("NextToken", last));
    }
    return answer;
  }

  private Optional<String> endToken(ApiRequest request, ServiceView view, Position position) {
    return view.quirks()
        .list()
        .endToken()
        .map(
            kind ->
                switch (kind) {
                  case EMPTY -> "";
                  case REPEAT -> tokens.issue(boundTo(request), position);
                });
  }

  private static List<StoredContact> listed(
      InstanceContacts contacts, StoredContact queried, ServiceView view) {
    ListQuirks quirks = view.quirks().list();
    List<StoredContact> listed = new ArrayList<>();
    for (StoredContact contact :
        view.associations().connected(contacts, queried, view.now(), quirks.followRelated())) {
      if (view.lists(contact) && (quirks.self() || !contact.id().equals(queried.id()))) {
        listed.add(contact);
      }
    }
    if (quirks.duplicates()) {
      listed.addAll(List.copyOf(listed));
    }
    if (quirks.shuffleSeed().isPresent()) {
      Collections.shuffle(listed, new Random(quirks.shuffleSeed().getAsLong()));
    }
    return listed;
  }

  private static ObjectNode summary(StoredContact contact, ServiceView view) {
    ObjectNode summary = Json.object();
    summary.put("ContactId", contact.id()).put("ContactArn", contact.arn());
    contact
        .initiatedAt()
        .ifPresent(time -> summary.set("InitiationTimestamp", WireTime.write(time)));
    if (view.showsEnd(contact)) {
      contact.endedAt().ifPresent(time -> summary.set("DisconnectTimestamp", WireTime.write(time)));
    }
    contact.links().initial().ifPresent(id -> summary.put("InitialContactId", id));
    contact.links().previous().ifPresent(id -> summary.put("PreviousContactId", id));
    contact.links().related().ifPresent(id -> summary.put("RelatedContactId", id));
    for (String key : List.of("InitiationMethod", "Channel")) {
      JsonNode value = contact.described().get(key);
      if (value != null) {
        summary.set(key, value);
      }
    }
    view.replaceUnknown(summary);
    return summary;
  }

  /** A token belongs to one contact's list; the size of its pages may change on the way. */
  private static String boundTo(ApiRequest request) {
    return request.api()
        + "\n"
        + request.path().get(0)
        + "\n"
        + request.query().first("contactId").orElse("");
  }
}
