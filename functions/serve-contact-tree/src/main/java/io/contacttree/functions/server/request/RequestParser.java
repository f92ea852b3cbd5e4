package io.contacttree.functions.server.request;

import static io.contacttree.lambda.http.RestRequests.CONTACT_ERROR;
import static io.contacttree.lambda.http.RestRequests.INSTANCE_ERROR;
import static io.contacttree.lambda.http.RestRequests.decoded;
import static io.contacttree.lambda.http.RestRequests.isOfAnotherIntegration;
import static io.contacttree.lambda.http.RestRequests.textOrEmpty;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.lambda.http.Accept;
import io.contacttree.lambda.http.Headers;
import io.contacttree.lambda.http.IfNoneMatch;
import io.contacttree.lambda.http.Problem.FieldError;
import io.contacttree.lambda.http.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what a request asks for; nothing here throws for what it says. */
public final class RequestParser {
  private static final String RESOURCE = "/instances/{instanceId}/contacts/{contactId}/tree";
  // As API Gateway routes it, a slash at the end changes nothing.
  private static final Pattern PATH = Pattern.compile("/instances/([^/]*)/contacts/([^/]*)/tree/?");

  private RequestParser() {}

  /** Returns what a request asks for. */
  public static TreeRequest parse(@Nullable APIGatewayProxyRequestEvent request) {
    if (request == null || isOfAnotherIntegration(request)) {
      return new TreeRequest.OtherIntegration();
    }
    return ids(request)
        .map(ids -> tree(request, ids))
        .orElseGet(
            () ->
                ContractRequests.isOne(request)
                    ? ContractRequests.parse(request)
                    : new TreeRequest.NotFound());
  }

  private static TreeRequest tree(APIGatewayProxyRequestEvent request, Ids ids) {
    if (!"GET".equals(request.getHttpMethod())) {
      return new TreeRequest.MethodNotAllowed();
    }
    Optional<InstanceId> instance = decoded(ids.instance()).flatMap(InstanceId::parse);
    Optional<ContactId> contact = decoded(ids.contact()).flatMap(ContactId::parse);
    List<FieldError> errors = new ArrayList<>();
    if (instance.isEmpty()) {
      errors.add(INSTANCE_ERROR);
    }
    if (contact.isEmpty()) {
      errors.add(CONTACT_ERROR);
    }
    QueryParameters query = QueryParameters.of(request);
    errors.addAll(TreeLook.errors(query));
    if (instance.isEmpty() || contact.isEmpty() || !errors.isEmpty()) {
      return new TreeRequest.Invalid(errors);
    }
    Optional<TreeLook> look = TreeLook.of(query, Accept.parse(Headers.lines(request, "Accept")));
    return look.isEmpty()
        ? new TreeRequest.NotAcceptable()
        : new TreeRequest.Tree(
            instance.get(),
            contact.get(),
            IfNoneMatch.parse(Headers.lines(request, "If-None-Match")),
            Headers.acceptGzip(request),
            look.get());
  }

  private record Ids(String instance, String contact) {}

  /** The two ids as they stand in the request, or empty where its path is another one. */
  private static Optional<Ids> ids(APIGatewayProxyRequestEvent request) {
    Map<String, String> parameters = request.getPathParameters();
    if (RESOURCE.equals(request.getResource()) && parameters != null) {
      return Optional.of(
          new Ids(
              textOrEmpty(parameters.get("instanceId")), textOrEmpty(parameters.get("contactId"))));
    }
    Matcher path = PATH.matcher(textOrEmpty(request.getPath()));
    return path.matches() ? Optional.of(new Ids(path.group(1), path.group(2))) : Optional.empty();
  }
}
