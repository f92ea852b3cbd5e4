package io.contacttree.functions.reacher.request;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.lambda.http.Problem.FieldError;
import io.contacttree.lambda.http.QueryParameters;
import io.contacttree.lambda.http.RestRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what a request asks for; nothing here throws for what it says. */
public final class ReachRequestParser {
  private static final String LINK =
      "/instances/{instanceId}/contacts/{contactId}/files/{fileId}/link";
  private static final String REFRESH = "/instances/{instanceId}/contacts/{contactId}/refresh";
  private static final int LONGEST_FILE_ID = 256;
  private static final FieldError FILE_ERROR =
      new FieldError("fileId", "must be 1 to " + LONGEST_FILE_ID + " characters");
  private static final FieldError NOBODY =
      new FieldError("contactId", "stands for no contact: take the id of one");

  private final APIGatewayProxyRequestEvent request;
  private final List<FieldError> errors = new ArrayList<>();

  private ReachRequestParser(APIGatewayProxyRequestEvent request) {
    this.request = request;
  }

  /** Returns what a request asks for. */
  public static ReachRequest parse(@Nullable APIGatewayProxyRequestEvent request) {
    if (request == null || RestRequests.isOfAnotherIntegration(request)) {
      return new ReachRequest.OtherIntegration();
    }
    ReachRequestParser parser = new ReachRequestParser(request);
    return RestRequests.pathParameters(request, LINK)
        .map(parser::link)
        .or(() -> RestRequests.pathParameters(request, REFRESH).map(parser::refresh))
        .orElseGet(ReachRequest.NotFound::new);
  }

  private ReachRequest link(Map<String, String> path) {
    if (!"GET".equals(request.getHttpMethod())) {
      return new ReachRequest.MethodNotAllowed("GET");
    }
    Optional<InstanceId> instance = instance(path);
    Optional<ContactId> contact = contact(path);
    List<String> spellings = spellings(RestRequests.textOrEmpty(path.get("fileId")));
    if (spellings.isEmpty()) {
      errors.add(FILE_ERROR);
    }
    checkParameters();
    return errors.isEmpty()
        ? new ReachRequest.FileLink(instance.orElseThrow(), contact.orElseThrow(), spellings)
        : new ReachRequest.Invalid(errors);
  }

  private ReachRequest refresh(Map<String, String> path) {
    if (!"POST".equals(request.getHttpMethod())) {
      return new ReachRequest.MethodNotAllowed("POST");
    }
    Optional<InstanceId> instance = instance(path);
    Optional<ContactId> contact = contact(path);
    contact.filter(id -> ContactId.standsForNothing(id.value())).ifPresent(_ -> errors.add(NOBODY));
    checkParameters();
    return errors.isEmpty()
        ? new ReachRequest.Refresh(instance.orElseThrow(), contact.orElseThrow())
        : new ReachRequest.Invalid(errors);
  }

  private Optional<InstanceId> instance(Map<String, String> path) {
    Optional<InstanceId> instance = decoded(path, "instanceId").flatMap(InstanceId::parse);
    if (instance.isEmpty()) {
      errors.add(RestRequests.INSTANCE_ERROR);
    }
    return instance;
  }

  private Optional<ContactId> contact(Map<String, String> path) {
    Optional<ContactId> contact = decoded(path, "contactId").flatMap(ContactId::parse);
    if (contact.isEmpty()) {
      errors.add(RestRequests.CONTACT_ERROR);
    }
    return contact;
  }

  private void checkParameters() {
    errors.addAll(QueryParameters.of(request).errors(Set.of()));
  }

  private static Optional<String> decoded(Map<String, String> path, String name) {
    return RestRequests.decoded(RestRequests.textOrEmpty(path.get(name)));
  }

  private static List<String> spellings(String part) {
    return Stream.concat(RestRequests.decoded(part).stream(), Stream.of(part))
        .filter(id -> !id.isEmpty() && id.codePointCount(0, id.length()) <= LONGEST_FILE_ID)
        .distinct()
        .toList();
  }
}
