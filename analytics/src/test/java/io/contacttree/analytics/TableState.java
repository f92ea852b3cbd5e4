package io.contacttree.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.operator.export.ExportJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A document laid out as items of the table, in plain JSON: one item, or a head and an item a
 * member (decision 14).
 */
final class TableState {
  private static final int REFERENCES_A_PIECE = 3;

  private TableState() {}

  /** Returns the one item of a document, by key. */
  static Map<String, ObjectNode> whole(JsonNode document) {
    ObjectNode head = head(document);
    head.set("contacts", document.get("contacts").deepCopy());
    return Map.of(key(head), head);
  }

  /** Returns head and parts of a document; long lists of references are cut into pieces. */
  static Map<String, ObjectNode> inParts(
      JsonNode document, String generation, Map<String, Long> revisions) {
    Map<String, ObjectNode> items = new TreeMap<>();
    ObjectNode head = head(document);
    head.remove("defects");
    ArrayNode ownerless = ExportJson.MAPPER.createArrayNode();
    Map<String, ArrayNode> defects = new HashMap<>();
    for (JsonNode defect : document.path("defects")) {
      if (defect.has("contact_id")) {
        defects
            .computeIfAbsent(
                defect.get("contact_id").asText(), any -> ExportJson.MAPPER.createArrayNode())
            .add(defect);
      } else {
        ownerless.add(defect);
      }
    }
    if (!ownerless.isEmpty()) {
      head.set("defects", ownerless);
    }
    String pk = head.get("pk").asText();
    long revision = document.get("revision").asLong();
    for (JsonNode contact : document.get("contacts")) {
      String id = contact.get("contact_id").asText();
      long own = revisions.getOrDefault(id, revision);
      ObjectNode part = part(items, pk, "part#" + id, generation, own);
      List<ArrayNode> runs = runs(contact.get("references"));
      ObjectNode first = contact.deepCopy();
      first.set("references", runs.getFirst());
      part.putArray("contacts").add(first);
      for (int index = 1; index < runs.size(); index++) {
        ObjectNode piece = part(items, pk, "part#%s#%04d".formatted(id, index), generation, own);
        ObjectNode more = piece.putArray("part_references").addObject();
        more.put("contact_id", id).put("index", index).set("references", runs.get(index));
      }
    }
    defects.forEach(
        (id, list) ->
            part(items, pk, "part#" + id, generation, revisions.getOrDefault(id, revision))
                .set("defects", list));
    long sum = items.values().stream().mapToLong(part -> part.get("revision").asLong()).sum();
    head.put("part_of", generation).put("part_count", items.size()).put("part_sum", sum);
    items.put(key(head), head);
    return items;
  }

  private static ObjectNode part(
      Map<String, ObjectNode> items, String pk, String sk, String generation, long revision) {
    return items.computeIfAbsent(
        pk + " " + sk,
        any ->
            ExportJson.MAPPER
                .createObjectNode()
                .put("pk", pk)
                .put("sk", sk)
                .put("entity_type", "PART")
                .put("revision", revision)
                .put("part_of", generation));
  }

  private static List<ArrayNode> runs(JsonNode references) {
    List<ArrayNode> runs = new ArrayList<>();
    runs.add(ExportJson.MAPPER.createArrayNode());
    for (JsonNode reference : references) {
      if (runs.getLast().size() == REFERENCES_A_PIECE) {
        runs.add(ExportJson.MAPPER.createArrayNode());
      }
      runs.getLast().add(reference);
    }
    return runs;
  }

  private static ObjectNode head(JsonNode document) {
    ObjectNode head = ExportJson.MAPPER.createObjectNode();
    head.put("pk", document.get("instance_id").asText() + "#" + document.get("tree_id").asText());
    head.put("sk", "contact").put("entity_type", "TREE");
    document
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("contacts")) {
                head.set(field.getKey(), field.getValue());
              }
            });
    return head;
  }

  /** Returns the key of an item as one text. */
  static String key(JsonNode item) {
    return item.get("pk").asText() + " " + item.get("sk").asText();
  }
}
