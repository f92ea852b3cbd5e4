package io.contacttree.lambda.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;

/**
 * The answers that {@code api/openapi.yaml} describes: codes, headers, media types and bodies, in
 * which no key may stand that is not described.
 */
public final class DescribedAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROBLEM = "application/problem+json";

  /** What is answered where there is nothing: a problem all the same. */
  private static final Set<Integer> OF_NO_OPERATION = Set.of(400, 404, 405, 413, 500, 503);

  /** Of headers these are described once in words. */
  private static final Set<String> EVERYWHERE =
      Set.of("content-type", "x-content-type-options", "content-length", "date", "server");

  private final JsonNode contract;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private DescribedAnswers(JsonNode contract) {
    this.contract = contract;
    contract.path("components").path("schemas").forEach(DescribedAnswers::close);
  }

  /** Reads the contract of this repository, above the folder in which the tests run. */
  public static DescribedAnswers ofRepository() {
    return new DescribedAnswers(contract());
  }

  /** Returns the contract as it is written. */
  public static JsonNode contract() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("api/openapi.yaml"))) {
      folder = Optional.ofNullable(folder.getParent()).orElseThrow();
    }
    try (Reader text = Files.newBufferedReader(folder.resolve("api/openapi.yaml"))) {
      Object read = new Yaml().load(text);
      return JSON.valueToTree(read);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Returns in what an answer is not one that the contract describes; nothing where it is.
   *
   * @param path without the query, percent-encoded or not
   * @param headers by names in any letter case
   * @param body as text
   */
  public List<String> faults(
      String method, String path, int status, Map<String, String> headers, String body) {
    Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.putAll(headers);
    List<String> faults = new ArrayList<>();
    JsonNode operation = operation(method, path);
    if (operation.isMissingNode()) {
      if (!OF_NO_OPERATION.contains(status)) {
        faults.add(status + " where the contract has nothing");
      }
      body(PROBLEM, schema("#/components/schemas/Problem"), status, sent, body, faults);
      return faults;
    }
    JsonNode described = operation.path("responses").path(Integer.toString(status));
    if (described.isMissingNode()) {
      return List.of(status + " is not described");
    }
    headers(described.path("headers"), sent, faults);
    if (described.path("content").isEmpty()) {
      if (!body.isEmpty()) {
        faults.add(status + " has a body");
      }
      return faults;
    }
    String mediaType = sent.getOrDefault("Content-Type", "").split(";", 2)[0].strip();
    JsonNode content = described.path("content").path(mediaType);
    if (content.isMissingNode()) {
      faults.add(status + " as " + mediaType + " is not described");
    } else if (!sent.containsKey("Content-Encoding")) {
      body(
          mediaType,
          schema(content.path("schema").path("$ref").asText()),
          status,
          sent,
          body,
          faults);
    }
    return faults;
  }

  /** Returns the path of the contract that a path is one of, with its method. */
  private JsonNode operation(String method, String path) {
    String asked = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    for (Map.Entry<String, JsonNode> described : contract.path("paths").properties()) {
      if (asked.matches(described.getKey().replaceAll("\\{[^}]+}", "[^/]*"))) {
        return described.getValue().path(method.toLowerCase(Locale.ROOT));
      }
    }
    return JSON.missingNode();
  }

  private void headers(JsonNode described, Map<String, String> sent, List<String> faults) {
    Map<String, JsonNode> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    described.properties().forEach(header -> known.put(header.getKey(), header.getValue()));
    sent.forEach(
        (name, value) -> {
          JsonNode header = known.get(name);
          if (header != null) {
            faults.addAll(
                flaws("header " + name, schemaOf(header.path("schema")), written(value, header)));
          } else if (!EVERYWHERE.contains(name.toLowerCase(Locale.ROOT))
              && !(name.equalsIgnoreCase("Cache-Control") && value.equals("no-store"))) {
            faults.add("header " + name + " is not described");
          }
        });
  }

  private static String written(String value, JsonNode header) {
    return header.path("schema").path("type").asText().equals("integer") ? value : quoted(value);
  }

  private void body(
      String mediaType,
      Schema schema,
      int status,
      Map<String, String> sent,
      String body,
      List<String> faults) {
    if (!sent.getOrDefault("Content-Type", "").startsWith(mediaType)) {
      faults.add(status + " is no " + mediaType);
    }
    boolean isJson = mediaType.endsWith("json");
    faults.addAll(flaws("body", schema, isJson ? body : quoted(body)));
    if (mediaType.equals(PROBLEM) && status != status(body)) {
      faults.add("the problem has another status than " + status);
    }
  }

  private static int status(String problem) {
    try {
      return JSON.readTree(problem).path("status").asInt();
    } catch (IOException notJson) {
      return 0;
    }
  }

  private static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static List<String> flaws(String where, Schema schema, String json) {
    try {
      return schema.validate(json, InputFormat.JSON).stream()
          .map(error -> where + ": " + error)
          .toList();
    } catch (RuntimeException notJson) {
      return List.of(where + ": is no JSON");
    }
  }

  private Schema schema(String reference) {
    return schemaOf(JSON.createObjectNode().put("$ref", reference));
  }

  private Schema schemaOf(JsonNode node) {
    ObjectNode whole = ((ObjectNode) node).deepCopy();
    whole.set("components", contract.path("components"));
    return schemas.computeIfAbsent(
        node.toString(), _ -> registry.getSchema(whole.toString(), InputFormat.JSON));
  }

  /** The published schema lets further keys pass, these tests do not. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      if (object.has("properties") && !object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
      object.forEach(DescribedAnswers::close);
    }
  }
}
