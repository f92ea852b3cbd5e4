package io.contacttree.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.contacttree.lambda.http.Problem.FieldError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What requests of a REST API have in common; nothing here throws for what a request says. */
public final class RestRequests {
  /** What is wrong with an instance id. */
  public static final FieldError INSTANCE_ERROR =
      new FieldError("instanceId", "must be 1 to 100 characters of A-Z a-z 0-9 _ -");

  /** What is wrong with a contact id. */
  public static final FieldError CONTACT_ERROR =
      new FieldError("contactId", "must be 1 to 256 characters of A-Z a-z 0-9 _ -");

  private RestRequests() {}

  /**
   * Returns whether something else called than a REST API with a resource of its own.
   *
   * <p>Format 2.0 (HTTP APIs, function URLs) has other fields; a greedy resource leaves the path to
   * be taken apart here; and an event that names neither method, resource nor path is of no API at
   * all.
   */
  public static boolean isOfAnotherIntegration(APIGatewayProxyRequestEvent request) {
    String version = textOrEmpty(request.getVersion());
    String resource = textOrEmpty(request.getResource());
    boolean otherFormat = !version.isEmpty() && !version.equals("1.0");
    boolean greedy = resource.endsWith("+}") || resource.equals("$default");
    boolean noRequest =
        resource.isEmpty() && request.getPath() == null && request.getHttpMethod() == null;
    return otherFormat || greedy || noRequest;
  }

  /**
   * Returns the parameters in the path as they stand in the request, or empty where its path is
   * another one. As API Gateway routes it, a slash at the end changes nothing.
   *
   * @param resource the path with each parameter in braces
   */
  public static Optional<Map<String, String>> pathParameters(
      APIGatewayProxyRequestEvent request, String resource) {
    String[] names = resource.split("/", -1);
    Map<String, String> given = request.getPathParameters();
    boolean isRouted = resource.equals(request.getResource()) && given != null;
    String path = textOrEmpty(request.getPath());
    String[] segments =
        (path.endsWith("/") ? path.substring(0, path.length() - 1) : path).split("/", -1);
    if (!isRouted && segments.length != names.length) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int at = 0; at < names.length; at++) {
      if (names[at].startsWith("{")) {
        String name = names[at].substring(1, names[at].length() - 1);
        parameters.put(name, isRouted ? textOrEmpty(given.get(name)) : segments[at]);
      } else if (!isRouted && !names[at].equals(segments[at])) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  /**
   * Returns a part of a path without percent signs, or empty where they encode nothing: API Gateway
   * decodes some paths and not others.
   */
  public static Optional<String> decoded(String part) {
    try {
      return Optional.of(
          part.indexOf('%') < 0
              ? part
              : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notPercentEncoded) {
      return Optional.empty();
    }
  }

  /** Returns a text, which is empty where there is none. */
  public static String textOrEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
