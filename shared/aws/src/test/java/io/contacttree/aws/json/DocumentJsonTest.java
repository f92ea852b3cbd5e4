package io.contacttree.aws.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ValueState;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.domain.tree.ListRead;
import io.contacttree.domain.tree.TreeAssembler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentJsonTest {
  private static final Path SCHEMA = Path.of("../../schema/contact-tree.schema.json");
  private static final Instant LISTED_AT = Instant.parse("2026-03-02T12:00:00.500Z");
  private static final Instant EARLIER = LISTED_AT.minusSeconds(60);
  private static final Instant WRITTEN_AT = Instant.parse("2026-03-02T12:00:01Z");

  /**
   * A mail A with every kind of key, a reply B that an older list held, a loop of C and D, and a
   * contact E that names one nobody knows.
   */
  private static ContactTree everything() {
    KnownTree known =
        KnownTree.empty(new InstanceId("instance-1"))
            .withList(new ContactId("A"), new ListRead(LISTED_AT, ListRead.Ending.COMPLETE))
            .withMissing(new ContactId("unknown"), LISTED_AT)
            .merge(KnownTree.of(new InstanceId("instance-1"), mail()))
            .merge(KnownTree.of(new InstanceId("instance-1"), reply()))
            .merge(member("C", Fact.PREVIOUS_CONTACT_ID, "D", "12:00:00.001Z", "VOICE"))
            .merge(member("D", Fact.PREVIOUS_CONTACT_ID, "C", "12:00:00.002Z", "HOLOGRAM"))
            .merge(member("E", Fact.INITIAL_CONTACT_ID, "unknown", "12:00:00.003Z", "VOICE"));
    return new TreeAssembler(3, ReferenceTypes.DOCUMENTED).assemble(known, 7, WRITTEN_AT);
  }

  private static KnownContact mail() {
    Facts facts =
        Facts.observedAt(Stamp.of(LISTED_AT))
            .with(
                Fact.CONTACT_ARN,
                Optional.of("arn:aws:connect:us-east-1:123456789012:instance/instance-1/contact/A"))
            .with(Fact.CHANNEL, Optional.of("EMAIL"))
            .with(Fact.INITIATION_METHOD, Optional.of("INBOUND"))
            .withTime(Fact.INITIATION_TIMESTAMP, Optional.of(Instant.parse("2026-03-02T10:00:00Z")))
            .withTime(Fact.DISCONNECT_TIMESTAMP, Optional.of(Instant.parse("2026-03-02T10:05:00Z")))
            .build();
    Facts ofEvents =
        Facts.observedAt(Stamp.of(LISTED_AT))
            .with(Fact.DISCONNECT_REASON, Optional.of("API"))
            .with(Fact.AGENT_ID, Optional.of("agent-1"))
            .with(Fact.QUEUE_ID, Optional.of("queue-1"))
            .build();
    return new KnownContact(
            new ContactId("A"),
            facts,
            Facts.NONE,
            ofEvents,
            Optional.empty(),
            LISTED_AT,
            Optional.of(LISTED_AT),
            KnownReferences.NONE)
        .withReferences(
            KnownReferences.read(
                LISTED_AT,
                ReferenceTypes.DOCUMENTED.of("EMAIL"),
                List.of(
                    new Reference(
                        "URL",
                        Optional.of("Grüße \"zitiert\""),
                        Optional.of(""),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                    new Reference(
                        "EMAIL",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(ValueState.DROPPED),
                        Optional.empty(),
                        Optional.empty()),
                    new Reference(
                        "ATTACHMENT",
                        Optional.of("file-1"),
                        Optional.of("https://files.example.com/1"),
                        Optional.empty(),
                        Optional.of("APPROVED"),
                        Optional.of("arn:1")))));
  }

  private static KnownContact reply() {
    Facts facts =
        Facts.observedAt(Stamp.of(EARLIER))
            .with(Fact.CHANNEL, Optional.of("EMAIL"))
            .with(Fact.INITIATION_METHOD, Optional.of("AGENT_REPLY"))
            .with(Fact.RELATED_CONTACT_ID, Optional.of("A"))
            .build();
    return KnownContact.listed(new ContactId("B"), facts, EARLIER)
        .merge(
            KnownContact.ended(
                new ContactId("B"), Facts.NONE, Instant.parse("2026-03-02T10:20:00Z"), EARLIER))
        .withReferences(KnownReferences.failed(EARLIER, FailureReason.REFUSED));
  }

  private static KnownTree member(
      String id, Fact names, String other, String began, String channel) {
    Facts facts =
        Facts.observedAt(Stamp.of(LISTED_AT))
            .with(Fact.CHANNEL, Optional.of(channel))
            .with(Fact.INITIATION_METHOD, Optional.of("TRANSFER"))
            .with(names, Optional.of(other))
            .withTime(Fact.INITIATION_TIMESTAMP, Optional.of(Instant.parse("2026-03-02T" + began)))
            .build();
    return KnownTree.of(
        new InstanceId("instance-1"), KnownContact.listed(new ContactId(id), facts, LISTED_AT));
  }

  private static String written(ContactTree tree) {
    return new String(DocumentJson.write(tree), StandardCharsets.UTF_8);
  }

  private static String content(ContactTree tree) {
    return new String(DocumentJson.writeContent(tree), StandardCharsets.UTF_8);
  }

  /** Worked out by hand from the rules of docs/document.md. */
  private static final String EVERYTHING =
      """
      {"schema_version":1,"tree_id":"A","instance_id":"instance-1","account_id":"123456789012",\
      "region":"us-east-1","revision":7,"state":"OPEN","root_channel":"EMAIL",\
      "channels":["EMAIL","HOLOGRAM","VOICE"],"contact_count":5,"transfer_count":3,"depth":2,\
      "agent_count":1,"queue_count":1,"reference_count":3,\
      "first_initiated_at":"2026-03-02T10:00:00.000Z","last_disconnected_at":"2026-03-02T10:05:00.000Z",\
      "defects":[{"code":"cycle","contact_id":"C"},{"code":"missing_parent","contact_id":"unknown"},\
      {"code":"orphan","contact_id":"C"},{"code":"orphan","contact_id":"E"},\
      {"code":"unknown_value","contact_id":"D"}],\
      "associated_at":"2026-03-02T12:00:00.500Z","written_at":"2026-03-02T12:00:01.000Z","contacts":[\
      {"contact_id":"A","contact_arn":"arn:aws:connect:us-east-1:123456789012:instance/instance-1/contact/A",\
      "channel":"EMAIL","initiation_method":"INBOUND","link":"ROOT","depth":0,\
      "initiation_timestamp":"2026-03-02T10:00:00.000Z","disconnect_timestamp":"2026-03-02T10:05:00.000Z",\
      "disconnect_reason":"API","agent_id":"agent-1","queue_id":"queue-1",\
      "first_seen_at":"2026-03-02T12:00:00.500Z","references_state":"FETCHED",\
      "references_at":"2026-03-02T12:00:00.500Z","reference_types":["ATTACHMENT","CONTACT_ANALYSIS",\
      "DATE","EMAIL","EMAIL_MESSAGE","EMAIL_MESSAGE_PLAIN_TEXT","EMAIL_MESSAGE_PLAIN_TEXT_REDACTED",\
      "EMAIL_MESSAGE_REDACTED","NUMBER","STRING","URL"],"references":[\
      {"type":"ATTACHMENT","name":"file-1","value":"https://files.example.com/1","status":"APPROVED","arn":"arn:1"},\
      {"type":"EMAIL","value_state":"DROPPED"},{"type":"URL","name":"Grüße \\"zitiert\\"","value":""}]},\
      {"contact_id":"C","channel":"VOICE","initiation_method":"TRANSFER","previous_contact_id":"D",\
      "parent_contact_id":"A","link":"ORPHAN","depth":1,"initiation_timestamp":"2026-03-02T12:00:00.001Z",\
      "first_seen_at":"2026-03-02T12:00:00.500Z","references_state":"PENDING","references":[]},\
      {"contact_id":"D","channel":"HOLOGRAM","initiation_method":"TRANSFER","previous_contact_id":"C",\
      "parent_contact_id":"C","link":"PREVIOUS","depth":2,"initiation_timestamp":"2026-03-02T12:00:00.002Z",\
      "first_seen_at":"2026-03-02T12:00:00.500Z","references_state":"PENDING","references":[]},\
      {"contact_id":"E","channel":"VOICE","initiation_method":"TRANSFER","initial_contact_id":"unknown",\
      "parent_contact_id":"A","link":"ORPHAN","depth":1,"initiation_timestamp":"2026-03-02T12:00:00.003Z",\
      "first_seen_at":"2026-03-02T12:00:00.500Z","references_state":"PENDING","references":[]},\
      {"contact_id":"B","channel":"EMAIL","initiation_method":"AGENT_REPLY","related_contact_id":"A",\
      "parent_contact_id":"A","link":"RELATED","depth":1,"first_seen_at":"2026-03-02T11:59:00.500Z",\
      "listed_at":"2026-03-02T11:59:00.500Z","references_state":"FAILED",\
      "references_at":"2026-03-02T11:59:00.500Z","references_reason":"REFUSED","references":[]}]}""";

  @Test
  void everyKey_standsAtItsPlace() {
    assertThat(written(everything())).isEqualTo(EVERYTHING);
  }

  @Test
  void content_isTheDocumentWithoutBookkeeping() {
    assertThat(content(everything()))
        .isEqualTo(
            EVERYTHING
                .replace("\"revision\":7,", "")
                .replace("\"associated_at\":\"2026-03-02T12:00:00.500Z\",", "")
                .replace("\"written_at\":\"2026-03-02T12:00:01.000Z\",", "")
                .replaceAll("\"(first_seen|listed|references)_at\":\"[^\"]*\",", ""));
  }

  @Test
  void duration_isInMillisecondsOnceAllHaveEnded() throws IOException {
    JsonNode document =
        new ObjectMapper().readTree(written(DrawnTree.of("a\n├─ b @7\n").stored(1).document()));

    // a begins at minute 0, b at minute 7; each lasts 50 seconds.
    assertThat(document.path("duration_ms").intValue()).isEqualTo((7 * 60 + 50) * 1000);
    assertThat(document.path("state").textValue()).isEqualTo("COMPLETE");
  }

  @Test
  void everything_satisfiesTheSchema() throws IOException {
    assertThat(flaws(written(everything()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a  open",
        "a  event",
        "a\n├─ b\n│  └─ c  related\n└─ d  pending",
        "a\n├─ b  open\n└─ gone  missing\n   └─ c",
      })
  void drawnTree_satisfiesTheSchema(String drawing) throws IOException {
    assertThat(flaws(written(DrawnTree.of(drawing).stored(3).document()))).isEmpty();
  }

  @Test
  void schema_wouldNotPassContentAlone() throws IOException {
    assertThat(flaws(content(everything()))).isNotEmpty();
  }

  private static List<Error> flaws(String document) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(SCHEMA), InputFormat.JSON)
        .validate(document, InputFormat.JSON);
  }
}
