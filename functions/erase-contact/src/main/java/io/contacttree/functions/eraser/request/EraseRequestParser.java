package io.contacttree.functions.eraser.request;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.erase.EraseScope;
import io.contacttree.lambda.http.Problem.FieldError;
import io.contacttree.lambda.http.QueryParameters;
import io.contacttree.lambda.http.RestRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what a request asks for; nothing here throws for what it says. */
public final class EraseRequestParser {
  private static final String CONTACT = "/instances/{instanceId}/contacts/{contactId}";
  private static final String SCOPE = "scope";
  private static final String DRY_RUN = "dry_run";
  private static final Map<String, EraseScope> SCOPES =
      Map.of("contact", EraseScope.CONTACT, "tree", EraseScope.TREE);
  private static final Map<String, Boolean> YES_OR_NO = Map.of("true", true, "false", false);
  private static final FieldError NOBODY =
      new FieldError("contactId", "stands for no contact: take the id of one");

  private final List<FieldError> errors = new ArrayList<>();

  private EraseRequestParser() {}

  /** Returns what a request asks for. */
  public static EraseRequest parse(@Nullable APIGatewayProxyRequestEvent request) {
    if (request == null || RestRequests.isOfAnotherIntegration(request)) {
      return new EraseRequest.OtherIntegration();
    }
    return RestRequests.pathParameters(request, CONTACT)
        .map(path -> new EraseRequestParser().erase(request, path))
        .orElseGet(EraseRequest.NotFound::new);
  }

  private EraseRequest erase(APIGatewayProxyRequestEvent request, Map<String, String> path) {
    if (!"DELETE".equals(request.getHttpMethod())) {
      return new EraseRequest.MethodNotAllowed();
    }
    Optional<InstanceId> instance = decoded(path, "instanceId").flatMap(InstanceId::parse);
    Optional<ContactId> contact = decoded(path, "contactId").flatMap(ContactId::parse);
    if (instance.isEmpty()) {
      errors.add(RestRequests.INSTANCE_ERROR);
    }
    if (contact.isEmpty()) {
      errors.add(RestRequests.CONTACT_ERROR);
    }
    contact.filter(id -> ContactId.standsForNothing(id.value())).ifPresent(_ -> errors.add(NOBODY));
    QueryParameters parameters = QueryParameters.of(request);
    errors.addAll(parameters.errors(Set.of(SCOPE, DRY_RUN)));
    EraseScope scope =
        oneOf(parameters, SCOPE, SCOPES, EraseScope.CONTACT, "must be contact or tree");
    boolean dryRun = oneOf(parameters, DRY_RUN, YES_OR_NO, false, "must be true or false");
    return errors.isEmpty()
        ? new EraseRequest.Erase(instance.orElseThrow(), contact.orElseThrow(), scope, dryRun)
        : new EraseRequest.Invalid(errors);
  }

  private <T> T oneOf(
      QueryParameters parameters, String name, Map<String, T> values, T usual, String form) {
    Optional<String> given = parameters.value(name);
    Optional<T> value = given.flatMap(text -> Optional.ofNullable(values.get(text)));
    if (given.isPresent() && value.isEmpty()) {
      errors.add(new FieldError(name, form));
    }
    return value.orElse(usual);
  }

  private static Optional<String> decoded(Map<String, String> path, String name) {
    return RestRequests.decoded(RestRequests.textOrEmpty(path.get(name)));
  }
}
