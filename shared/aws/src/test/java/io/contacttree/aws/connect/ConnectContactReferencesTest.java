package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer;
import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which calls are made, and what their failures mean. */
final class ConnectContactReferencesTest extends ReferencesTestCase {

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
                    new Reference(
                        "URL",
                        Optional.of("order"),
                        Optional.of("https://e.example/1?a=b"),
                        Optional.empty(),
                        Optional.empty(),
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
  void secondCallRefusedAsInvalid_theFirstOneCounts() {
    server.answer(
        answer("{\"Url\": {\"Name\": \"n\"}}"), Reply.error(400, "InvalidParameterException"));

    KnownReferences.Read read = read(ALL).orElseThrow().read().orElseThrow();

    assertThat(read.types()).isEqualTo(USUAL);
    assertThat(read.hasAsked(ALL)).isTrue();
    assertThat(read.references()).extracting(Reference::type).containsExactly("URL");
    assertThat(server.requests()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDeniedException,     REFUSED",
    "404, ResourceNotFoundException, NOT_FOUND",
    "429, ThrottlingException,       THROTTLED",
    "500, InternalServiceException,  UNAVAILABLE"
  })
  void secondCallFailingInAnyOtherWay_isAFailedRead(int status, String type, FailureReason reason) {
    server.answer(answer("{\"Url\": {\"Name\": \"n\"}}"), Reply.error(status, type));

    assertThat(read(ALL)).contains(failed(reason));
  }

  @Test
  void firstCallRefusedAsInvalid_isAFailedRead() {
    server.answer(Reply.error(400, "InvalidParameterException"), answer(""));

    assertThat(read(ALL)).contains(failed(FailureReason.INVALID));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void secondCallRefusedOnItsSecondPage_isAFailedRead() {
    server.answer(
        answer(""),
        Reply.json("{\"ReferenceSummaryList\": [], \"NextToken\": \"t\"}"),
        Reply.error(400, "InvalidParameterException"));

    assertThat(read(ALL)).contains(failed(FailureReason.INVALID));
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
}
