package io.contacttree.aws.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.domain.find.Names;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.Defect;
import io.contacttree.domain.tree.TreeContact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
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
      new Page(json, bookkeeping, names).tree(tree);
    } catch (IOException memoryDoesNotFail) {
      throw new UncheckedIOException(memoryDoesNotFail);
    }
    return bytes.toByteArray();
  }

  /** One document being written. */
  private record Page(JsonGenerator json, boolean bookkeeping, Names names) {

    void tree(ContactTree tree) throws IOException {
      ContactTree.TreeSummary facts = tree.facts();
      json.writeStartObject();
      json.writeNumberField("schema_version", ContactTree.SCHEMA_VERSION);
      json.writeStringField("tree_id", tree.treeId().value());
      json.writeStringField("instance_id", tree.instance().value());
      text("account_id", tree.account());
      text("region", tree.region());
      if (bookkeeping) {
        json.writeNumberField("revision", tree.revision());
      }
      json.writeStringField("state", tree.state().name());
      json.writeStringField("root_channel", facts.rootChannel());
      texts("channels", facts.channels());
      json.writeNumberField("contact_count", facts.contactCount());
      json.writeNumberField("transfer_count", facts.transferCount());
      json.writeNumberField("depth", facts.depth());
      json.writeNumberField("agent_count", facts.agentCount());
      json.writeNumberField("queue_count", facts.queueCount());
      json.writeNumberField("reference_count", facts.referenceCount());
      time("first_initiated_at", facts.firstInitiatedAt());
      time("last_disconnected_at", facts.lastDisconnectedAt());
      milliseconds("duration_ms", facts.duration());
      defects(tree.defects());
      if (bookkeeping) {
        time("associated_at", tree.associatedAt());
        time("written_at", Optional.of(tree.writtenAt()));
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
        text(fact.attribute(), contact.facts().shown(fact));
        switch (fact) {
          // After the contacts that it is derived from.
          case RELATED_CONTACT_ID -> place(contact);
          case AGENT_ID ->
              text("agent_username", contact.facts().value(fact).flatMap(names::agent));
          case QUEUE_ID -> text("queue_name", contact.facts().value(fact).flatMap(names::queue));
          default -> {}
        }
      }
      if (bookkeeping) {
        time("first_seen_at", Optional.of(contact.firstSeenAt()));
        time("listed_at", contact.listedAt());
      }
      references(contact.references());
      json.writeEndObject();
    }

    private void place(TreeContact contact) throws IOException {
      text("parent_contact_id", contact.parent().map(ContactId::value));
      json.writeStringField("link", contact.link().name());
      json.writeNumberField("depth", contact.depth());
    }

    private void references(TreeContact.References references) throws IOException {
      json.writeStringField("references_state", references.state().name());
      if (bookkeeping) {
        time("references_at", references.at());
      }
      text("references_reason", references.reason().map(Enum::name));
      if (references.types().isPresent()) {
        texts("reference_types", references.types().get());
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
      text("name", reference.name());
      text("value", reference.value());
      text("value_state", reference.valueState().map(Enum::name));
      text("status", reference.status());
      text("arn", reference.arn());
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
        text("contact_id", defect.contact().map(ContactId::value));
        json.writeEndObject();
      }
      json.writeEndArray();
    }

    private void text(String key, Optional<String> value) throws IOException {
      if (value.isPresent()) {
        json.writeStringField(key, value.get());
      }
    }

    private void texts(String key, Iterable<String> values) throws IOException {
      json.writeArrayFieldStart(key);
      for (String value : values) {
        json.writeString(value);
      }
      json.writeEndArray();
    }

    private void time(String key, Optional<Instant> time) throws IOException {
      text(key, time.map(Timestamps::format));
    }

    private void milliseconds(String key, Optional<Duration> duration) throws IOException {
      if (duration.isPresent()) {
        json.writeNumberField(key, duration.get().toMillis());
      }
    }
  }
}
