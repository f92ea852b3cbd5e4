package io.contacttree.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.contacttree.lambda.http.Problem.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request's query parameters. Those of signed links, {@code X-Amz-…}, are not among them.
 *
 * @param values every value of each parameter, by its name
 */
public record QueryParameters(Map<String, List<String>> values) {
  private static final String OF_SIGNED_LINKS = "X-Amz-";
  private static final int LONGEST_NAME_SHOWN = 64;

  public QueryParameters {
    TreeMap<String, List<String>> copy = new TreeMap<>();
    values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
    values = copy;
  }

  /** Returns the parameters of a request. */
  public static QueryParameters of(APIGatewayProxyRequestEvent request) {
    Map<String, List<String>> values = new TreeMap<>();
    if (request.getQueryStringParameters() != null) {
      request
          .getQueryStringParameters()
          .forEach((name, value) -> values.put(name, List.of(textOrEmpty(value))));
    }
    if (request.getMultiValueQueryStringParameters() != null) {
      request
          .getMultiValueQueryStringParameters()
          .forEach((name, all) -> values.put(name, texts(all)));
    }
    values.keySet().removeIf(name -> name.startsWith(OF_SIGNED_LINKS));
    return new QueryParameters(values);
  }

  /**
   * Returns what is wrong with the parameters whatever they mean: unknown ones, and those given
   * twice or empty.
   */
  public List<FieldError> errors(Collection<String> known) {
    List<FieldError> errors = new ArrayList<>();
    values.forEach(
        (name, all) -> {
          if (!known.contains(name)) {
            errors.add(new FieldError(shown(name), "is no parameter of this resource"));
          } else if (all.size() != 1) {
            errors.add(new FieldError(name, "must be given once"));
          } else if (all.getFirst().isEmpty()) {
            errors.add(new FieldError(name, "must not be empty"));
          }
        });
    return errors;
  }

  /** Returns the value of a parameter that is given once and is not empty. */
  public Optional<String> value(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    return all.size() == 1 && !all.getFirst().isEmpty()
        ? Optional.of(all.getFirst())
        : Optional.empty();
  }

  private static List<String> texts(@Nullable List<String> all) {
    return all == null ? List.of("") : all.stream().map(QueryParameters::textOrEmpty).toList();
  }

  private static String textOrEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * What a caller invented is repeated neither at length nor with anything but plain characters.
   */
  private static String shown(String name) {
    if (name.isEmpty()) {
      return "(without a name)";
    }
    StringBuilder shown = new StringBuilder();
    for (byte character : name.getBytes(StandardCharsets.UTF_8)) {
      shown.append(character >= ' ' && character < 0x7f ? (char) character : '?');
    }
    return shown.substring(0, Math.min(shown.length(), LONGEST_NAME_SHOWN));
  }
}
