package io.contacttree.functions.server.request;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.contacttree.lambda.http.Headers;
import io.contacttree.lambda.http.Problem.FieldError;
import io.contacttree.lambda.http.QueryParameters;
import io.contacttree.lambda.http.RestRequests;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests for the contract. */
final class ContractRequests {
  private static final String PATH = "/openapi.json";

  /** What a caller sends is repeated in these characters only. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,255}");

  private static final Pattern STAGE = Pattern.compile("(?:/[A-Za-z0-9._~-]{1,100}){0,4}");

  private ContractRequests() {}

  static boolean isOne(APIGatewayProxyRequestEvent request) {
    return PATH.equals(request.getResource()) || PATH.equals(withoutLastSlash(request.getPath()));
  }

  static TreeRequest parse(APIGatewayProxyRequestEvent request) {
    if (!"GET".equals(request.getHttpMethod())) {
      return new TreeRequest.MethodNotAllowed();
    }
    List<FieldError> errors = QueryParameters.of(request).errors(Set.of());
    return errors.isEmpty()
        ? new TreeRequest.Contract(scheme(request) + "://" + host(request) + stage(request))
        : new TreeRequest.Invalid(errors);
  }

  /** API Gateway takes https alone; what else there is in front of a function says so. */
  private static String scheme(APIGatewayProxyRequestEvent request) {
    return Headers.lines(request, "X-Forwarded-Proto").equals(List.of("http")) ? "http" : "https";
  }

  private static String host(APIGatewayProxyRequestEvent request) {
    return Headers.lines(request, "Host").stream()
        .filter(host -> HOST.matcher(host).matches())
        .findFirst()
        .or(
            () ->
                Optional.ofNullable(request.getRequestContext())
                    .map(APIGatewayProxyRequestEvent.ProxyRequestContext::getDomainName))
        .orElse("localhost");
  }

  /** The path as it was asked for begins with the stage, or with what a domain of one's own has. */
  private static String stage(APIGatewayProxyRequestEvent request) {
    return Optional.ofNullable(request.getRequestContext())
        .map(APIGatewayProxyRequestEvent.ProxyRequestContext::getPath)
        .map(ContractRequests::withoutLastSlash)
        .filter(path -> path.endsWith(PATH))
        .map(path -> path.substring(0, path.length() - PATH.length()))
        .filter(stage -> STAGE.matcher(stage).matches())
        .orElse("");
  }

  private static String withoutLastSlash(@Nullable String path) {
    String text = RestRequests.textOrEmpty(path);
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
