package io.contacttree.standin.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.calls.CallLog;
import io.contacttree.standin.contacts.InstanceContacts;
import io.contacttree.standin.contacts.StoredContact;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.protocol.ApiRequest;
import java.util.List;
import java.util.Optional;

/** All that is known of one contact, except its references. */
final class DescribeContact implements Operation {
  private static final String ASSOCIATION = "ContactAssociationId";

  @Override
  public CallLog.Facts facts(ApiRequest request) {
    return new CallLog.Facts(
        Optional.of(request.path().get(0)),
        Optional.of(request.path().get(1)),
        Optional.of(1),
        List.of(),
        request.userAgent());
  }

  @Override
  public JsonNode answer(ApiRequest request, ServiceView view) {
    String instanceId = Parameters.instanceId(request.path().get(0));
    String contactId = Parameters.contactId(request.path().get(1));
    InstanceContacts contacts = view.instance(instanceId);
    StoredContact contact = view.contact(contacts, contactId);
    ObjectNode shown = view.described(contact);
    if (!shown.has(ASSOCIATION)) {
      shown.put(ASSOCIATION, view.associations().rootId(contacts, contact, view.now()));
    }
    ObjectNode answer = Json.object();
    answer.set("Contact", shown);
    return answer;
  }
}
