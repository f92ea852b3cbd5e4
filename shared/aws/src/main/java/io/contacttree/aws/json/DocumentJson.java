package io.contacttree.aws.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.find.Names;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.Defect;
import io.contacttree.domain.tree.TreeContact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Writes the document as JSON: UTF-8, no white space, the keys always in the order of {@code
 * docs/document.md}.
 *
 * <p>Equal trees give equal bytes. What is absent is left out; {@code null} never occurs.
 */
public final class DocumentJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int FIRST_BUFFER = 4096;

  private DocumentJson() {}

  /** Returns the document as it is served. */
  public static byte[] write(ContactTree tree) {
    return write(tree, Names.NONE);
  }

  /** Returns the document as it is served, with what people call its agents and queues. */
  public static byte[] write(ContactTree tree, Names names) {
    return write(tree, true, names);
  }

  /**
   * Returns the document without its bookkeeping: what two builds of one tree have in common, byte
   * for byte.
   */
  public static byte[] writeContent(ContactTree tree) {
    return write(tree, false, Names.NONE);
  }

  private static byte[] write(ContactTree tree, boolean bookkeeping, Names names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BUFFER);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      new Page(json, new TreeFields(json), bookkeeping, names).tree(tree);
    } catch (IOException memoryDoesNotFail) {
      throw new UncheckedIOException(memoryDoesNotFail);
    }
    return bytes.toByteArray();
  }

  /** One document being written. */
  private record Page(JsonGenerator json, TreeFields fields, boolean bookkeeping, Names names) {

    void tree(ContactTree tree) throws IOException {
      json.writeStartObject();
      json.writeNumberField("schema_version", ContactTree.SCHEMA_VERSION);
      json.writeStringField("tree_id", tree.treeId().value());
      json.writeStringField("instance_id", tree.instance().value());
      fields.text("account_id", tree.account());
      fields.text("region", tree.region());
      if (bookkeeping) {
        json.writeNumberField("revision", tree.revision());
      }
      json.writeStringField("state", tree.state().name());
      fields.facts(tree.facts());
      defects(tree.defects());
      if (bookkeeping) {
        fields.time("associated_at", tree.associatedAt());
        fields.time("written_at", Optional.of(tree.writtenAt()));
      }
      json.writeArrayFieldStart("contacts");
      for (TreeContact contact : tree.contacts()) {
        contact(contact);
      }
      json.writeEndArray();
      json.writeEndObject();
    }

    private void contact(TreeContact contact) throws IOException {
      json.writeStartObject();
      json.writeStringField("contact_id", contact.id().value());
      for (Fact fact : Fact.values()) {
        fields.text(fact.attribute(), contact.facts().shown(fact));
        switch (fact) {
          // After the contacts that it is derived from.
          case RELATED_CONTACT_ID -> place(contact);
          case AGENT_ID ->
              fields.text("agent_username", contact.facts().value(fact).flatMap(names::agent));
          case QUEUE_ID ->
              fields.text("queue_name", contact.facts().value(fact).flatMap(names::queue));
          default -> {}
        }
      }
      if (bookkeeping) {
        fields.time("first_seen_at", Optional.of(contact.firstSeenAt()));
        fields.time("listed_at", contact.listedAt());
      }
      references(contact.references());
      json.writeEndObject();
    }

    private void place(TreeContact contact) throws IOException {
      fields.text("parent_contact_id", contact.parent().map(ContactId::value));
      json.writeStringField("link", contact.link().name());
      json.writeNumberField("depth", contact.depth());
    }

    private void references(TreeContact.References references) throws IOException {
      json.writeStringField("references_state", references.state().name());
      if (bookkeeping) {
        fields.time("references_at", references.at());
      }
      fields.text("references_reason", references.reason().map(Enum::name));
      if (references.types().isPresent()) {
        fields.texts("reference_types", references.types().get());
      }
      json.writeArrayFieldStart("references");
      for (Reference reference : references.list().orElse(List.of())) {
        reference(reference);
      }
      json.writeEndArray();
    }

    private void reference(Reference reference) throws IOException {
      json.writeStartObject();
      json.writeStringField("type", reference.type());
      fields.text("name", reference.name());
      fields.text("value", reference.value());
      fields.text("value_state", reference.valueState().map(Enum::name));
      fields.text("status", reference.status());
      fields.text("arn", reference.arn());
      json.writeEndObject();
    }

    private void defects(List<Defect> defects) throws IOException {
      if (defects.isEmpty()) {
        return;
      }
      json.writeArrayFieldStart("defects");
      for (Defect defect : defects) {
        json.writeStartObject();
        json.writeStringField("code", defect.code().text());
        fields.text("contact_id", defect.contact().map(ContactId::value));
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }
}
