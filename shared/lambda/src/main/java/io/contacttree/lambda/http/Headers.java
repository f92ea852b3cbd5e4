package io.contacttree.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A request's headers, by names in any letter case. */
public final class Headers {
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

  private Headers() {}

  /** Returns every line of a header. */
  public static List<String> lines(APIGatewayProxyRequestEvent request, String name) {
    if (request.getMultiValueHeaders() != null) {
      return request.getMultiValueHeaders().entrySet().stream()
          .filter(header -> name.equalsIgnoreCase(header.getKey()))
          .map(Map.Entry::getValue)
          .filter(Objects::nonNull)
          .flatMap(List::stream)
          .filter(Objects::nonNull)
          .toList();
    }
    if (request.getHeaders() != null) {
      return request.getHeaders().entrySet().stream()
          .filter(header -> name.equalsIgnoreCase(header.getKey()))
          .map(Map.Entry::getValue)
          .filter(Objects::nonNull)
          .toList();
    }
    return List.of();
  }

  /** Returns whether the caller can read a compressed answer (RFC 9110, section 12.5.3). */
  public static boolean acceptGzip(APIGatewayProxyRequestEvent request) {
    boolean any = false;
    for (String element : String.join(",", lines(request, "Accept-Encoding")).split(",", -1)) {
      String[] parts = element.toLowerCase(Locale.ROOT).replace(" ", "").split(";", -1);
      boolean refused = parts.length > 1 && parts[1].matches("q=0(\\.0*)?");
      if (GZIP.contains(parts[0])) {
        return !refused;
      }
      any |= parts[0].equals("*") && !refused;
    }
    return any;
  }
}
