package io.contacttree.aws.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.find.FindOverviews;
import io.contacttree.domain.find.PageOfTrees;
import io.contacttree.domain.store.Place;
import io.contacttree.domain.tree.TreeOverview;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Writes lists of trees as JSON: no white space, the keys always in the order of the API's page.
 */
public final class ListJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int FIRST_BUFFER = 4096;

  private ListJson() {}

  /**
   * Returns a page of a list.
   *
   * @param nextCursor what leads to the next page
   */
  public static String write(PageOfTrees page, Optional<String> nextCursor) {
    return written(
        json -> {
          TreeFields fields = new TreeFields(json);
          json.writeArrayFieldStart("trees");
          for (PageOfTrees.Entry entry : page.entries()) {
            json.writeStartObject();
            overview(json, fields, entry.tree());
            if (entry.matched().isPresent()) {
              matched(json, fields, entry.matched().get());
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          fields.text("next_cursor", nextCursor);
        });
  }

  /** Returns the trees of several contacts. */
  public static String write(FindOverviews.Answer answer) {
    return written(
        json -> {
          TreeFields fields = new TreeFields(json);
          json.writeArrayFieldStart("trees");
          for (FindOverviews.Found found : answer.trees()) {
            json.writeStartObject();
            overview(json, fields, found.tree());
            fields.texts("contact_ids", values(found.contacts()));
            json.writeEndObject();
          }
          json.writeEndArray();
          fields.texts("unknown", values(answer.unknown()));
          fields.texts("erased", values(answer.erased()));
        });
  }

  /** What stands in an object. */
  @FunctionalInterface
  interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** Returns an object with this in it. */
  static String written(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BUFFER);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      content.writeTo(json);
      json.writeEndObject();
    } catch (IOException memoryDoesNotFail) {
      throw new UncheckedIOException(memoryDoesNotFail);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void overview(JsonGenerator json, TreeFields fields, TreeOverview tree)
      throws IOException {
    json.writeStringField("tree_id", tree.treeId().value());
    json.writeStringField("instance_id", tree.instance().value());
    fields.text("account_id", tree.account());
    fields.text("region", tree.region());
    json.writeNumberField("revision", tree.revision());
    json.writeStringField("state", tree.state().name());
    fields.facts(tree.facts());
    fields.time("associated_at", tree.associatedAt());
    fields.time("written_at", Optional.of(tree.writtenAt()));
    fields.time("last_activity_at", Optional.of(tree.lastActivityAt()));
  }

  private static void matched(JsonGenerator json, TreeFields fields, Place contact)
      throws IOException {
    json.writeObjectFieldStart("matched");
    json.writeStringField("contact_id", contact.id().value());
    fields.time("at", Optional.of(contact.at()));
    json.writeEndObject();
  }

  private static List<String> values(List<ContactId> contacts) {
    return contacts.stream().map(ContactId::value).toList();
  }
}
