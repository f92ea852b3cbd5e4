package io.contacttree.verification.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One of the samples: what Amazon Connect sends and holds, and what must come of it. */
record Sample(String name, String ids) {

  /** The instance of all samples. */
  static final String INSTANCE = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

  /** What all contacts' ids of all samples have in common. */
  private static final String IDS = "-0000-4000-8000-";

  private static final Path FOLDER = Path.of("..", "events");
  private static final Set<String> TREE_BOOKKEEPING =
      Set.of("revision", "associated_at", "written_at");
  private static final Set<String> CONTACT_BOOKKEEPING =
      Set.of("first_seen_at", "listed_at", "references_at");

  static Sample of(String name) {
    return new Sample(name, IDS);
  }

  /** Returns the same journey of contacts with other ids, which no table knows yet. */
  Sample twin() {
    return new Sample(name, "-0000-4000-9000-");
  }

  /** Returns the samples of which a document must come. */
  static List<Sample> withDocument() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("expected"))) {
      return files
          .map(file -> of(file.getFileName().toString().replace(".json", "")))
          .sorted((one, other) -> one.name().compareTo(other.name()))
          .toList();
    }
  }

  /** Returns the text of a file among the samples. */
  static String text(String path) throws IOException {
    return Files.readString(FOLDER.resolve(path));
  }

  private String own(String path) throws IOException {
    return text(path).replace(IDS, ids);
  }

  List<String> events() throws IOException {
    return Json.read(own(name + ".json")).valueStream().map(Json::write).toList();
  }

  String scenario() throws IOException {
    return own("scenarios/" + name + ".json");
  }

  JsonNode expected() throws IOException {
    return Json.read(own("expected/" + name + ".json"));
  }

  /** Returns the content of a stored tree: the item without keys and bookkeeping. */
  static JsonNode content(Map<String, AttributeValue> item) throws IOException {
    ObjectNode document = Json.object();
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      String key = attribute.getKey();
      if (!key.matches("pk|sk|entity_type|expires_at|(ix|part|told|m)_.*")) {
        document.set(key, json(attribute.getValue()));
      }
    }
    return content(document);
  }

  /** Returns the content of a document: all but the bookkeeping. */
  static JsonNode content(JsonNode document) {
    ObjectNode content = document.deepCopy();
    content.remove(TREE_BOOKKEEPING);
    content
        .required("contacts")
        .forEach(contact -> ((ObjectNode) contact).remove(CONTACT_BOOKKEEPING));
    return content;
  }

  private static JsonNode json(AttributeValue value) throws IOException {
    return switch (value.type()) {
      case S -> Json.object().textNode(value.s());
      case N -> Json.read(value.n());
      case BOOL -> Json.object().booleanNode(value.bool());
      case L -> {
        var list = Json.object().arrayNode();
        for (AttributeValue element : value.l()) {
          list.add(json(element));
        }
        yield list;
      }
      case M -> {
        ObjectNode object = Json.object();
        for (Map.Entry<String, AttributeValue> member : value.m().entrySet()) {
          object.set(member.getKey(), json(member.getValue()));
        }
        yield object;
      }
      case B, SS, NS, BS, NUL, UNKNOWN_TO_SDK_VERSION ->
          throw new AssertionError("No document has a " + value.type());
    };
  }
}
