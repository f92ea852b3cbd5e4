package io.contacttree.standin.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.calls.CallLog;
import io.contacttree.standin.contacts.ReferenceType;
import io.contacttree.standin.contacts.StoredContact;
import io.contacttree.standin.contacts.StoredReference;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.protocol.ApiRequest;
import io.contacttree.standin.protocol.ServiceRefusal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The references of one contact, of at most six types a call; always one page. */
final class ListContactReferences implements Operation {
  private static final int MOST_TYPES = 6;

  @Override
  public CallLog.Facts facts(ApiRequest request) {
    return new CallLog.Facts(
        Optional.of(request.path().get(0)),
        Optional.of(request.path().get(1)),
        request.query().first("nextToken").isEmpty() ? Optional.of(1) : Optional.empty(),
        request.query().all("referenceTypes"),
        request.userAgent());
  }

  @Override
  public JsonNode answer(ApiRequest request, ServiceView view) {
    String instanceId = Parameters.instanceId(request.path().get(0));
    String contactId = Parameters.contactId(request.path().get(1));
    Set<ReferenceType> types = types(request.query().all("referenceTypes"));
    if (request.query().first("nextToken").isPresent()) {
      throw ServiceRefusal.invalidParameter(
          "NextToken was never issued: the first page holds all references.");
    }
    StoredContact contact = view.contact(view.instance(instanceId), contactId);

    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("ReferenceSummaryList");
    for (StoredReference reference : contact.references()) {
      if (types.contains(reference.deliveredWith())
          && reference.shows(view.now(), contact.settledAt(), view.quirks().lateReferences())) {
        list.add(reference.wire(view.now(), contact.settledAt()));
      }
    }
    view.quirks()
        .unknown()
        .reference()
        .ifPresent(reference -> list.add(reference.wire(view.now(), contact.settledAt())));
    return answer;
  }

  private static Set<ReferenceType> types(List<String> given) {
    if (given.isEmpty()) {
      throw ServiceRefusal.invalidParameter("ReferenceTypes is required.");
    }
    if (given.size() > MOST_TYPES) {
      throw ServiceRefusal.invalidParameter(
          "ReferenceTypes must have at most " + MOST_TYPES + " items, not " + given.size() + ".");
    }
    Set<ReferenceType> types = EnumSet.noneOf(ReferenceType.class);
    for (String name : given) {
      types.add(
          ReferenceType.named(name)
              .orElseThrow(
                  () ->
                      ServiceRefusal.invalidParameter(
                          "ReferenceTypes has "
                              + name
                              + "; possible are "
                              + Arrays.toString(ReferenceType.values())
                              + ".")));
    }
    return types;
  }
}
