package io.contacttree.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the routes from the OpenAPI contract of the API. */
public final class ApiContract {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options");
  private static final Pattern FUNCTION = Pattern.compile("\\$\\{(\\w+)\\.(?:Arn|Alias)}");

  private ApiContract() {}

  /**
   * Reads the routes.
   *
   * @param text the contract, YAML
   * @return one route per operation, in the order of the contract
   * @throws IllegalArgumentException when an operation names no function
   */
  public static List<ApiRoute> read(Reader text) {
    List<ApiRoute> routes = new ArrayList<>();
    JsonNode paths = CloudFormationYaml.read(text).path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          routes.add(
              new ApiRoute(
                  operation.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  function(path.getKey(), operation.getValue())));
        }
      }
    }
    return List.copyOf(routes);
  }

  private static String function(String path, JsonNode operation) {
    JsonNode uri = operation.path("x-amazon-apigateway-integration").path("uri");
    Matcher name = FUNCTION.matcher(uri.toString());
    if (!name.find()) {
      throw new IllegalArgumentException("An operation of " + path + " names no function.");
    }
    return name.group(1);
  }
}
