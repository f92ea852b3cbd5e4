package io.contacttree.functions.builder.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Stamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageParserTest {
  private static final Instant SENT_AT = Instant.parse("2026-03-02T10:15:32.250Z");
  private static final String ARN = "arn:aws:connect:us-east-1:123456789012:instance/instance-1";

  private final MessageParser parser = new MessageParser(Optional.empty());

  /** An event with these members of its detail besides the required ones. */
  private static String event(String eventType, String more) {
    return """
        {"version": "0", "id": "e-1", "detail-type": "Amazon Connect Contact Event",
         "source": "aws.connect", "account": "123456789012", "time": "2026-03-02T10:15:31Z",
         "region": "us-east-1", "resources": [],
         "detail": {"eventType": "%s", "contactId": "contact-1", "instanceArn": "%s"%s}}
        """
        .formatted(eventType, ARN, more.isEmpty() ? "" : ", " + more);
  }

  private ParsedMessage parse(String body) {
    return parser.parse("message-1", body, SENT_AT);
  }

  private Claim.Ended ended(String body) {
    assertThat(parse(body)).isInstanceOf(ParsedMessage.Ended.class);
    return (Claim.Ended) ((ParsedMessage.Ended) parse(body)).message().claim();
  }

  private static Map<String, String> values(Claim.Ended claim) {
    return claim.facts().observations().entrySet().stream()
        .collect(
            Collectors.toMap(
                fact -> fact.getKey().attribute(),
                fact -> fact.getValue().value(),
                (one, other) -> one,
                TreeMap::new));
  }

  @Test
  void wholeEvent_isAClaimWithItsFacts() {
    String body =
        event(
            "DISCONNECTED",
            """
            "initialContactId": "contact-0", "previousContactId": "contact-p",
            "relatedContactId": "contact-r", "channel": "Voice", "initiationMethod": "transfer",
            "initiationTimestamp": "2026-03-02T10:05:00.120Z",
            "connectedToSystemTimestamp": "1970-01-01T00:00:00.001Z",
            "disconnectTimestamp": "2026-03-02T10:15:30.902Z",
            "disconnectReason": "CUSTOMER_DISCONNECT",
            "queueInfo": {"queueArn": "%s/queue/agent/queue-1", "queueType": "AGENT"},
            "agentInfo": {"agentArn": "%s/agent/agent-1"}
            """
                .formatted(ARN, ARN));

    assertThat(parse(body))
        .isEqualTo(
            new ParsedMessage.Ended(
                new ClaimMessage(
                    "message-1",
                    new Claim.Ended(
                        new InstanceId("instance-1"),
                        new ContactId("contact-1"),
                        Instant.parse("2026-03-02T10:15:30.902Z"),
                        Instant.parse("2026-03-02T10:15:30.902Z"),
                        Facts.observedAt(new Stamp(Instant.parse("2026-03-02T10:15:31Z"), 0))
                            .with(Fact.CONTACT_ARN, Optional.of(ARN + "/contact/contact-1"))
                            .with(Fact.CHANNEL, Optional.of("VOICE"))
                            .with(Fact.INITIATION_METHOD, Optional.of("TRANSFER"))
                            .with(Fact.INITIAL_CONTACT_ID, Optional.of("contact-0"))
                            .with(Fact.PREVIOUS_CONTACT_ID, Optional.of("contact-p"))
                            .with(Fact.RELATED_CONTACT_ID, Optional.of("contact-r"))
                            .with(
                                Fact.INITIATION_TIMESTAMP, Optional.of("2026-03-02T10:05:00.120Z"))
                            .with(
                                Fact.DISCONNECT_TIMESTAMP, Optional.of("2026-03-02T10:15:30.902Z"))
                            .with(Fact.DISCONNECT_REASON, Optional.of("CUSTOMER_DISCONNECT"))
                            .with(Fact.AGENT_ID, Optional.of("agent-1"))
                            .with(Fact.QUEUE_ID, Optional.of("queue-1"))
                            .build()),
                    ClaimMessage.Trail.begun(SENT_AT)),
                0));
  }

  @Test
  void requiredFieldsAlone_areAClaimThatBeganWhenItWasSent() {
    Claim.Ended claim =
        ended(
            """
            {"detail": {"eventType": "DISCONNECTED", "contactId": "contact-1", "instanceArn": "%s"}}
            """
                .formatted(ARN));

    assertThat(claim.endedAt()).isEqualTo(SENT_AT);
    assertThat(claim.referencesFrom()).isEqualTo(SENT_AT);
    assertThat(claim.facts())
        .isEqualTo(
            Facts.observedAt(new Stamp(SENT_AT, 0))
                .with(Fact.CONTACT_ARN, Optional.of(ARN + "/contact/contact-1"))
                .build());
  }

  @Test
  void pascalCaseAndNulls_areReadAllTheSame() {
    Claim.Ended claim =
        ended(
            """
            {"Source": "aws.connect", "Detail-Type": "Amazon Connect Contact Event", "Time": "2026-03-02T10:15:31Z",
             "Detail": {"EventType": "Completed", "ContactId": "contact-1", "instanceARN": "%s",
              "InitialContactId": null, "Channel": "Voice", "AgentInfo": {"AgentArn": "%s/agent/agent-1",
              "AfterContactWorkEndTimestamp": "2026-03-02T10:15:29.500Z"}, "Tags": {"a": {"b": [1, 2.5, null]}}}}
            """
                .formatted(ARN, ARN));

    assertThat(values(claim))
        .containsOnly(
            Map.entry("contact_arn", ARN + "/contact/contact-1"),
            Map.entry("channel", "VOICE"),
            Map.entry("agent_id", "agent-1"));
    assertThat(claim.referencesFrom()).isEqualTo(Instant.parse("2026-03-02T10:15:29.500Z"));
  }

  @Test
  void unknownValues_areKeptAsSent() {
    assertThat(
            values(
                ended(
                    event(
                        "DISCONNECTED",
                        """
                        "channel": "Hologram", "initiationMethod": "Telepathy", "disconnectReason": "Ascended"
                        """))))
        .containsEntry("channel", "Hologram")
        .containsEntry("initiation_method", "Telepathy")
        .containsEntry("disconnect_reason", "Ascended");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // The earliest of disconnect timestamp, envelope time and the queue's sent timestamp.
        "2026-03-02T10:15:30.902Z, 2026-03-02T10:15:31Z, 2026-03-02T10:15:30.902Z",
        "2026-03-02T10:15:31.902Z, 2026-03-02T10:15:31Z, 2026-03-02T10:15:31Z",
        "2026-03-02T10:15:59.902Z, 2026-03-02T10:15:58Z, 2026-03-02T10:15:32.250Z",
        "1970-01-01T00:00:00.001Z, 2026-03-02T10:15:31Z, 2026-03-02T10:15:31Z",
        "-, 2026-03-02T10:15:31Z, 2026-03-02T10:15:31Z",
        "2026-03-02T10:15:30.902Z, -, 2026-03-02T10:15:30.902Z",
        "-, -, 2026-03-02T10:15:32.250Z",
        "yesterday, tomorrow, 2026-03-02T10:15:32.250Z"
      })
  void endedAt_isTheEarliestOfThreeTimes(String disconnected, String time, Instant endedAt) {
    String body =
        event(
                "DISCONNECTED",
                disconnected == null ? "" : "\"disconnectTimestamp\": \"" + disconnected + "\"")
            .replace("\"2026-03-02T10:15:31Z\"", time == null ? "null" : "\"" + time + "\"");

    assertThat(ended(body).endedAt()).isEqualTo(endedAt);
    assertThat(ended(body).referencesFrom()).isEqualTo(endedAt);
  }

  @ParameterizedTest
  @CsvSource({
    // The end of after-contact work dates the facts of both; only COMPLETED waits for it.
    "DISCONNECTED, 2026-03-02T10:15:20Z, 2026-03-02T10:15:31Z, 2026-03-02T10:15:20Z, 0",
    "COMPLETED, 2026-03-02T10:15:20Z, 2026-03-02T10:15:20Z, 2026-03-02T10:15:20Z, 1",
    "COMPLETED, 2026-03-02T10:17:00Z, 2026-03-02T10:17:00Z, 2026-03-02T10:17:00Z, 1",
    "COMPLETED, 1970-01-01T00:00:00.001Z, 2026-03-02T10:15:31Z, 2026-03-02T10:15:31Z, 1",
    // Nobody ends after-contact work years after saying so.
    "COMPLETED, 2099-01-01T00:00:00Z, 2026-03-02T10:15:32.250Z, 2099-01-01T00:00:00Z, 1"
  })
  void endOfAfterContactWork_datesFactsAndReferences(
      String eventType, String workEnd, Instant referencesFrom, Instant observedAt, int rank) {
    Claim.Ended claim =
        ended(
            event(
                eventType,
                """
                "channel": "VOICE", "agentInfo": {"afterContactWorkEndTimestamp": "%s"}
                """
                    .formatted(workEnd)));

    assertThat(claim.endedAt()).isEqualTo(Instant.parse("2026-03-02T10:15:31Z"));
    assertThat(claim.referencesFrom()).isEqualTo(referencesFrom);
    assertThat(claim.facts().observations().get(Fact.CHANNEL).stamp())
        .isEqualTo(new Stamp(observedAt, rank));
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:connect:us-east-1:123456789012:instance/i-1, i-1",
    "arn:aws::connect:us-east-1:123456789012:instance/i-1, i-1",
    "arn:aws-us-gov:connect:us-gov-west-1:123456789012:instance/i-1/contact/other, i-1",
    "whatever:instance/i-1, i-1",
    "arn:aws:connect:us-east-1:123456789012:instance/i-1/, i-1"
  })
  void instanceId_isWhatFollowsTheMarker(String arn, String instance) {
    assertThat(ended(event("DISCONNECTED", "").replace(ARN, arn)).instance())
        .isEqualTo(new InstanceId(instance));
  }

  @Test
  void namedContactGivenByItsArn_isItsId() {
    Claim.Ended claim =
        ended(
            event(
                "DISCONNECTED",
                """
                "initialContactId": "arn:aws:connect:us-east-1:123456789012:instance/i-1/contact/c-0"
                """));

    assertThat(claim.facts().value(Fact.INITIAL_CONTACT_ID)).contains("c-0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a b", "", "1970-01-01T00:00:00.001Z", "ä"})
  void namedContactThatCannotBeOne_isDropped(String id) {
    Claim.Ended claim =
        ended(
            event(
                "DISCONNECTED",
                """
                "initialContactId": "%s", "previousContactId": "%s", "relatedContactId": {"id": "%s"}
                """
                    .formatted(id, id, id)));

    assertThat(values(claim)).containsOnlyKeys("contact_arn");
    assertThat(claim.named()).containsExactly(new ContactId("contact-1"));
  }

  /** Every spelling of nothing that tree rules, section 2.3, lists, and more of each kind. */
  static Stream<String> idsForNothing() {
    return Stream.of(
        "",
        " ",
        "\\t\\n",
        "null",
        "NULL",
        "Null",
        "undefined",
        "Undefined",
        "UNDEFINED",
        "none",
        "None",
        "nil",
        "NIL",
        "N/A",
        "n/a",
        "N/a",
        " undefined ",
        "\\tN/A\\r\\n",
        "00000000-0000-0000-0000-000000000000",
        " 00000000-0000-0000-0000-000000000000",
        ARN + "/contact/undefined",
        ARN + "/contact/00000000-0000-0000-0000-000000000000",
        ARN + "/contact/");
  }

  @ParameterizedTest
  @MethodSource("idsForNothing")
  void namedContactThatStandsForNothing_isAbsentAndCounted(String id) {
    ParsedMessage parsedMessage =
        parse(
            event(
                "DISCONNECTED",
                """
                "initialContactId": "%s", "previousContactId": "%s", "relatedContactId": "contact-r"
                """
                    .formatted(id, id)));

    assertThat(parsedMessage)
        .isInstanceOfSatisfying(
            ParsedMessage.Ended.class,
            ended -> {
              assertThat(ended.idsForNothing()).isEqualTo(2);
              assertThat(values((Claim.Ended) ended.message().claim()))
                  .containsOnlyKeys("contact_arn", "related_contact_id");
            });
  }

  @ParameterizedTest
  @MethodSource("idsForNothing")
  void contactIdThatStandsForNothing_isMalformed(String id) {
    assertThat(parse(event("DISCONNECTED", "").replace("contact-1", id)))
        .isEqualTo(new ParsedMessage.Malformed(ParsedMessage.Malformed.Flaw.CONTACT_ID_INVALID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "undefined-1",
        "nullable",
        "NA",
        "0",
        "00000000-0000-0000-0000-000000000001",
        "00000000000000000000000000000000",
        "None_"
      })
  void namedContactThatOnlyLooksLikeNothing_isKept(String id) {
    assertThat(ended(event("DISCONNECTED", "\"previousContactId\": \"" + id + "\"")).named())
        .contains(new ContactId(id));
  }

  @Test
  void fieldsOfOtherTypes_areNoObservations() {
    assertThat(
            values(
                ended(
                    event(
                        "DISCONNECTED",
                        """
                        "channel": 7, "initiationMethod": [], "disconnectTimestamp": 1772446530,
                        "initiationTimestamp": {}, "disconnectReason": true,
                        "agentInfo": "agent-1", "queueInfo": {"queueArn": 12}
                        """))))
        .containsOnlyKeys("contact_arn");
  }

  @Test
  void textOfUnreasonableLength_isNoObservation() {
    assertThat(
            values(
                ended(
                    event(
                        "DISCONNECTED",
                        "\"disconnectReason\": \"%s\", \"channel\": \"%s\""
                            .formatted("x".repeat(1025), "y".repeat(1024))))))
        .containsOnlyKeys("contact_arn", "channel");
  }

  @ParameterizedTest
  @CsvSource({
    "\"source\": \"aws.connect\", \"source\": \"aws.s3\", SOURCE",
    "\"source\": \"aws.connect\", \"source\": 7, SOURCE",
    "Amazon Connect Contact Event, Contact Lens Analysis State Change, DETAIL_TYPE",
    "DISCONNECTED, INITIATED, EVENT_TYPE",
    "DISCONNECTED, TELEPORTED, EVENT_TYPE",
    "DISCONNECTED, '', EVENT_TYPE"
  })
  void messageOfOthers_isNotOurs(
      String part, String instead, ParsedMessage.NotOurs.Evidence evidence) {
    String body = event("DISCONNECTED", "").replace(part, instead);

    assertThat(parse(body)).isEqualTo(new ParsedMessage.NotOurs(evidence));
  }

  @Test
  void otherInstanceThanTheConfiguredOne_isNotOurs() {
    MessageParser ofAnother = new MessageParser(Optional.of(new InstanceId("instance-2")));
    MessageParser ofThis = new MessageParser(Optional.of(new InstanceId("instance-1")));

    assertThat(ofAnother.parse("message-1", event("DISCONNECTED", ""), SENT_AT))
        .isEqualTo(new ParsedMessage.NotOurs(ParsedMessage.NotOurs.Evidence.INSTANCE));
    assertThat(ofThis.parse("message-1", event("DISCONNECTED", ""), SENT_AT))
        .isInstanceOf(ParsedMessage.Ended.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"eventType\": \"DISCONNECTED\", ', '', EVENT_TYPE_MISSING",
    "\"DISCONNECTED\", null, EVENT_TYPE_MISSING",
    "'\"contactId\": \"contact-1\", ', '', CONTACT_ID_MISSING",
    "\"contact-1\", null, CONTACT_ID_MISSING",
    "\"contact-1\", 17, CONTACT_ID_INVALID",
    "contact-1, '', CONTACT_ID_INVALID",
    "contact-1, a/b, CONTACT_ID_INVALID",
    "contact-1, a%20b, CONTACT_ID_INVALID",
    "\"instanceArn\", \"noInstanceArn\", INSTANCE_ARN_MISSING",
    ":instance/instance-1, :instance/, INSTANCE_ID_INVALID",
    ":instance/instance-1, :user/instance-1, INSTANCE_ID_INVALID",
    ":instance/instance-1, :instance/a b, INSTANCE_ID_INVALID",
    "\"detail\": {, '\"detail\": [], \"rest\": {', DETAIL_MISSING"
  })
  void unreadableMessage_isMalformed(
      String part, String instead, ParsedMessage.Malformed.Flaw flaw) {
    String body = event("DISCONNECTED", "");

    assertThat(body).contains(part);
    assertThat(parse(body.replace(part, instead))).isEqualTo(new ParsedMessage.Malformed(flaw));
  }

  @ParameterizedTest
  @CsvSource({"256, true", "257, false"})
  void contactId_hasAtMost256Characters(int length, boolean taken) {
    ParsedMessage parsedMessage =
        parse(event("DISCONNECTED", "").replace("contact-1", "a".repeat(length)));

    assertThat(parsedMessage instanceof ParsedMessage.Ended).isEqualTo(taken);
  }

  @Test
  void noBodyAtAll_isMalformed() {
    assertThat(parser.parse("message-1", null, SENT_AT))
        .isEqualTo(new ParsedMessage.Malformed(ParsedMessage.Malformed.Flaw.NOT_JSON));
  }
}
