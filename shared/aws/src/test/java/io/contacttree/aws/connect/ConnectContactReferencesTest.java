package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer;
import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.aws.pacing.PacingInterceptor;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.flow.Deadline;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferenceValues;
import io.contacttree.domain.reference.ValueState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.ConnectClient;

final class ConnectContactReferencesTest {
  private static final InstanceId INSTANCE = new InstanceId("instance-1");
  private static final ContactId CALL = new ContactId("call");
  private static final Instant NOW = Instant.parse("2026-03-02T10:15:30.123456Z");
  private static final Instant NOW_IN_MILLISECONDS = Instant.parse("2026-03-02T10:15:30.123Z");
  private static final ReferenceTypes TABLE = ReferenceTypes.DOCUMENTED;
  private static final Set<String> USUAL = TABLE.of("VOICE");
  private static final Set<String> ALL = TABLE.of("EMAIL");

  private final SteppingClock clock = new SteppingClock(NOW);
  private final Deadline deadline = new Deadline(NOW.plus(Duration.ofMinutes(1)));
  private final CannedServer server = new CannedServer();
  private final ConnectClient client =
      TestClients.of(
          server.address(),
          new PacingInterceptor(Map.of(), clock, AttemptListener.NONE),
          new RawAnswerInterceptor());

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void usualTypes_areOneCall() {
    server.answer(
        answer("{\"Url\": {\"Name\": \"order\", \"Value\": \"https://e.example/1?a=b\"}}"));

    assertThat(read(USUAL))
        .contains(
            KnownReferences.read(
                NOW_IN_MILLISECONDS,
                USUAL,
                List.of(
                    new Reference.Url(
                        Optional.of("order"),
                        Optional.of("https://e.example/1?a=b"),
                        Optional.empty()))));
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().getFirst().path())
        .isEqualTo("/contact/references/instance-1/call");
    assertThat(server.requests().getFirst().query())
        .isEqualTo(
            Map.of(
                "referenceTypes",
                List.of("URL", "ATTACHMENT", "NUMBER", "STRING", "DATE", "EMAIL")));
  }

  @Test
  void allTypes_areTwoCallsOfAtMostSix() {
    server.answer(
        answer("{\"Number\": {\"Name\": \"n\", \"Value\": \"7\"}}"),
        answer("{\"EmailMessage\": {\"Name\": \"f\", \"Arn\": \"arn:f\"}}"));

    assertThat(references(ALL))
        .extracting(Reference::type)
        .containsExactly("EMAIL_MESSAGE", "NUMBER");
    assertThat(server.requests())
        .extracting(request -> request.query().get("referenceTypes"))
        .containsExactly(
            List.of("URL", "ATTACHMENT", "NUMBER", "STRING", "DATE", "EMAIL"),
            List.of(
                "CONTACT_ANALYSIS",
                "EMAIL_MESSAGE",
                "EMAIL_MESSAGE_PLAIN_TEXT",
                "EMAIL_MESSAGE_PLAIN_TEXT_REDACTED",
                "EMAIL_MESSAGE_REDACTED"));
  }

  @Test
  void everyDocumentedKind_isReadWithAllItsFields() {
    server.answer(
        answer(
            """
            {"Attachment": {"Name": "f1", "Value": "bucket/key?X-Amz-Signature=s", "Status": "APPROVED", "Arn": "arn:f1"}},
            {"ContactAnalysis": {"Name": "f2", "Value": "loc", "Status": "PROCESSING", "Arn": "arn:f2"}},
            {"Date": {"Name": "d", "Value": "1772446505"}},
            {"Email": {"Name": "e", "Value": "jo@e.example"}},
            {"EmailMessage": {"Name": "m", "Arn": "arn:m"}},
            {"EmailMessagePlainText": {"Name": "p", "Arn": "arn:p"}},
            {"EmailMessagePlainTextRedacted": {"Name": "pr", "Arn": "arn:pr"}},
            {"EmailMessageRedacted": {"Name": "r", "Arn": "arn:r"}},
            {"Number": {"Name": "n", "Value": "42"}},
            {"String": {"Name": "s", "Value": ""}},
            {"Url": {"Name": "u"}}
            """));

    assertThat(references(USUAL))
        .containsExactly(
            new Reference.Attachment(
                Optional.of("f1"),
                Optional.of("bucket/key"),
                Optional.empty(),
                Optional.of("APPROVED"),
                Optional.of("arn:f1")),
            new Reference.ContactAnalysis(
                Optional.of("f2"),
                Optional.of("loc"),
                Optional.empty(),
                Optional.of("PROCESSING"),
                Optional.of("arn:f2")),
            new Reference.DateValue(Optional.of("d"), Optional.of("1772446505"), Optional.empty()),
            new Reference.EmailAddress(
                Optional.of("e"), Optional.of("jo@e.example"), Optional.empty()),
            message(Reference.Variant.FULL, "m"),
            message(Reference.Variant.PLAIN_TEXT, "p"),
            message(Reference.Variant.PLAIN_TEXT_REDACTED, "pr"),
            message(Reference.Variant.REDACTED, "r"),
            new Reference.NumberValue(Optional.of("n"), Optional.of("42"), Optional.empty()),
            new Reference.TextValue(Optional.of("s"), Optional.of(""), Optional.empty()),
            new Reference.Url(Optional.of("u"), Optional.empty(), Optional.empty()));
  }

  @Test
  void kindThatTheSdkDoesNotKnow_keepsItsNameAndContent() {
    server.answer(
        answer(
            "{\"HologramScan\": {\"Name\": \"n\", \"Value\": \"v\", \"Status\": \"NEW\", \"Arn\": \"a\"}}"));

    assertThat(references(USUAL))
        .containsExactly(
            new Reference.Unknown(
                "HOLOGRAM_SCAN",
                Optional.of("n"),
                Optional.of("v"),
                Optional.empty(),
                Optional.of("NEW"),
                Optional.of("a")));
  }

  @Test
  void partsOfUnexpectedForm_areLeftOut() {
    server.answer(
        answer(
            """
            {}, null, 7, "x", [], {"Url": null}, {"": {"Name": "n"}}, {"\\u0000": {"Name": "n"}},
            {"__type": "Url"}, {"Number": {"Name": ["n"], "Value": 5, "Status": {}}}
            """));

    assertThat(references(USUAL))
        .containsExactly(
            new Reference.NumberValue(Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void noReferences_areAnEmptyRead() {
    server.answer(Reply.json("{}"));

    assertThat(read(USUAL)).contains(KnownReferences.read(NOW_IN_MILLISECONDS, USUAL, List.of()));
  }

  @Test
  void answersThatAreNone_areUnavailable() {
    for (String body :
        List.of(
            "",
            "<html>",
            "[]",
            "null",
            "{\"ReferenceSummaryList\": ",
            "{\"ReferenceSummaryList\": {}}",
            "{\"ReferenceSummaryList\": [], \"NextToken\": 7}",
            "{} {}",
            "{\"ReferenceSummaryList\": " + "[".repeat(2_000))) {
      server.answer(Reply.json(body));

      assertThat(read(USUAL)).as(body).contains(failed(FailureReason.UNAVAILABLE));
    }
  }

  @Test
  void answerBeyondAllMeasure_isUnavailable() {
    server.answer(
        answer(
            "{\"String\": {\"Name\": \"n\", \"Value\": \""
                + "x".repeat(RawAnswer.MOST_BYTES)
                + "\"}}"));

    assertThat(read(USUAL)).contains(failed(FailureReason.UNAVAILABLE));
  }

  @Test
  void pageToken_isFollowedThoughDocumentedAsNull() {
    server.answer(
        Reply.json(
            "{\"ReferenceSummaryList\": [{\"Url\": {\"Name\": \"1\"}}], \"NextToken\": \"t\"}"),
        Reply.json(
            "{\"ReferenceSummaryList\": [{\"Url\": {\"Name\": \"2\"}}], \"NextToken\": \"t\"}"));

    assertThat(references(USUAL))
        .extracting(reference -> reference.name().orElseThrow())
        .containsExactly("1", "2");
    assertThat(server.requests()).extracting(CannedServer.Request::token).containsExactly("", "t");
  }

  @Test
  void endlessPages_areAFailedRead() {
    server.answer(request -> Reply.json("{\"NextToken\": \"t" + request.number() + "\"}"));

    assertThat(read(USUAL)).contains(failed(FailureReason.UNAVAILABLE));
    assertThat(server.requests()).hasSize(ReferencesRead.MOST_PAGES);
  }

  @Test
  void sameReferenceTwice_isOne() {
    server.answer(answer("{\"Url\": {\"Name\": \"n\"}}, {\"Url\": {\"Name\": \"n\"}}"));

    assertThat(references(USUAL)).hasSize(1);
  }

  @Test
  void oneOfTwoCallsFailing_isAFailedReadWithItsReason() {
    server.answer(
        answer("{\"Url\": {\"Name\": \"n\"}}"), Reply.error(403, "AccessDeniedException"));

    assertThat(read(ALL)).contains(failed(FailureReason.REFUSED));
  }

  @Test
  void firstCallFailing_sparesTheSecond() {
    server.answer(Reply.error(404, "ResourceNotFoundException"));

    assertThat(read(ALL)).contains(failed(FailureReason.NOT_FOUND));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void throttledOnce_isTriedAgain() {
    server.answer(Reply.error(429, "ThrottlingException"), answer("{\"Url\": {\"Name\": \"n\"}}"));

    assertThat(references(USUAL)).hasSize(1);
  }

  @Test
  void throttledAlways_failsAsThrottled() {
    server.answer(Reply.error(429, "ThrottlingException"));

    assertThat(read(USUAL)).contains(failed(FailureReason.THROTTLED));
    assertThat(server.requests()).hasSize(TestClients.ATTEMPTS);
  }

  @Test
  void answerBrokenOff_isTriedAgain() {
    server.answer(Reply.reset(), answer("{\"Url\": {\"Name\": \"n\"}}"));

    assertThat(references(USUAL)).hasSize(1);
  }

  @Test
  void privacySetting_isApplied() {
    server.answer(
        answer(
            """
            {"Email": {"Name": "e", "Value": "jo@e.example"}}, {"Url": {"Name": "u", "Value": "https://e.example"}}
            """));

    List<Reference> found =
        readWith(ReferenceValues.parse("EMAIL=HASH,URL=DROP"), Map.of(CALL, USUAL))
            .get(CALL)
            .read()
            .orElseThrow()
            .references();

    assertThat(found)
        .containsExactly(
            new Reference.EmailAddress(
                Optional.of("e"),
                // printf jo@e.example | sha256sum
                Optional.of("4b6fad9ab9758fd91b6df5c95e03a9f37b6a460292295c00be3e49fa9a8b0761"),
                Optional.of(ValueState.HASHED)),
            new Reference.Url(Optional.of("u"), Optional.empty(), Optional.of(ValueState.DROPPED)));
  }

  @Test
  void contactsBeyondTheDeadline_areAbsent() {
    server.answer(
        _ -> {
          clock.forward(Duration.ofMinutes(1));
          return Reply.json("{}");
        });
    Map<ContactId, Set<String>> many = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      many.put(new ContactId("c" + i), USUAL);
    }

    Map<ContactId, KnownReferences> found = readWith(ReferenceValues.KEEP_ALL, many);

    assertThat(found).isNotEmpty();
    assertThat(found.size()).isLessThanOrEqualTo(ConnectContactReferences.AT_THE_SAME_TIME);
    assertThat(server.requests()).hasSameSizeAs(found.keySet());
  }

  @Test
  void deadlineBetweenTwoCallsOfAContact_isNoRead() {
    server.answer(
        _ -> {
          clock.forward(Duration.ofMinutes(1));
          return Reply.json("{}");
        });

    assertThat(read(ALL)).isEmpty();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void contacts_areReadAtTheSameTimeButNotMoreThanAllowed() {
    CountDownLatch together = new CountDownLatch(ConnectContactReferences.AT_THE_SAME_TIME);
    AtomicBoolean aloneForTooLong = new AtomicBoolean();
    server.answer(
        request -> {
          together.countDown();
          if (!awaits(together)) {
            aloneForTooLong.set(true);
          }
          return answer("{\"Url\": {\"Name\": \"" + request.path().replaceAll(".*/", "") + "\"}}");
        });
    Map<ContactId, Set<String>> many = new TreeMap<>();
    for (int i = 0; i < 50; i++) {
      many.put(new ContactId("c" + i), USUAL);
    }

    Map<ContactId, KnownReferences> found = readWith(ReferenceValues.KEEP_ALL, many);

    assertThat(aloneForTooLong).isFalse();
    assertThat(found).hasSize(50);
    found.forEach(
        (contact, known) ->
            assertThat(known.read().orElseThrow().references())
                .extracting(reference -> reference.name().orElseThrow())
                .containsExactly(contact.value()));
  }

  private static boolean awaits(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<KnownReferences> read(Set<String> types) {
    return Optional.ofNullable(readWith(ReferenceValues.KEEP_ALL, Map.of(CALL, types)).get(CALL));
  }

  private List<Reference> references(Set<String> types) {
    return read(types).orElseThrow().read().orElseThrow().references();
  }

  private Map<ContactId, KnownReferences> readWith(
      ReferenceValues values, Map<ContactId, Set<String>> types) {
    return new ConnectContactReferences(client, clock, TABLE, values)
        .read(INSTANCE, types, deadline);
  }

  private static KnownReferences failed(FailureReason reason) {
    return KnownReferences.failed(NOW_IN_MILLISECONDS, reason);
  }

  private static Reference message(Reference.Variant variant, String name) {
    return new Reference.EmailMessage(variant, Optional.of(name), Optional.of("arn:" + name));
  }

  private static Reply answer(String elements) {
    return Reply.json("{\"ReferenceSummaryList\": [" + elements + "]}");
  }
}
