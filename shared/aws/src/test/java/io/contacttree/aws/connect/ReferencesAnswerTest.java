package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceValues;
import io.contacttree.domain.reference.ValueState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the references in an answer. */
final class ReferencesAnswerTest extends ReferencesTestCase {

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
            new Reference(
                "ATTACHMENT",
                Optional.of("f1"),
                Optional.of("bucket/key"),
                Optional.empty(),
                Optional.of("APPROVED"),
                Optional.of("arn:f1")),
            new Reference(
                "CONTACT_ANALYSIS",
                Optional.of("f2"),
                Optional.of("loc"),
                Optional.empty(),
                Optional.of("PROCESSING"),
                Optional.of("arn:f2")),
            new Reference(
                "DATE",
                Optional.of("d"),
                Optional.of("1772446505"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            new Reference(
                "EMAIL",
                Optional.of("e"),
                Optional.of("jo@e.example"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            message("EMAIL_MESSAGE", "m"),
            message("EMAIL_MESSAGE_PLAIN_TEXT", "p"),
            message("EMAIL_MESSAGE_PLAIN_TEXT_REDACTED", "pr"),
            message("EMAIL_MESSAGE_REDACTED", "r"),
            new Reference(
                "NUMBER",
                Optional.of("n"),
                Optional.of("42"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            new Reference(
                "STRING",
                Optional.of("s"),
                Optional.of(""),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            new Reference(
                "URL",
                Optional.of("u"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void kindThatTheSdkDoesNotKnow_keepsItsNameAndContent() {
    server.answer(
        answer(
            "{\"HologramScan\": {\"Name\": \"n\", \"Value\": \"v\", \"Status\": \"NEW\", \"Arn\": \"a\"}}"));

    assertThat(references(USUAL))
        .containsExactly(
            new Reference(
                "HOLOGRAM_SCAN",
                Optional.of("n"),
                Optional.of("v"),
                Optional.empty(),
                Optional.of("NEW"),
                Optional.of("a")));
  }

  @Test
  void halfASurrogatePair_isReplacedForTheTableTakesNone() {
    server.answer(answer("{\"String\": {\"Name\": \"a\\ud83d\", \"Value\": \"\\ud83d\\ude00\"}}"));

    assertThat(references(USUAL))
        .containsExactly(
            new Reference(
                "STRING",
                Optional.of("a\uFFFD"),
                Optional.of("😀"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void partsOfUnexpectedForm_areLeftOutAndCounted() {
    server.answer(
        answer(
            """
            {}, null, 7, "x", [], {"Url": null}, {"": {"Name": "n"}}, {"\\u0000": {"Name": "n"}},
            {"__type": "Url"}, {"Number": {"Name": ["n"], "Value": 5, "Status": {}}}
            """));

    assertThat(references(USUAL))
        .containsExactly(
            new Reference(
                "NUMBER",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    // Nine elements of ten, and three fields of the tenth.
    assertThat(leftOut.heard()).containsExactly("ListContactReferences 12");
  }

  @Test
  void partsThatAreAbsentOrNull_areNotCounted() {
    server.answer(
        answer(
            """
            {"Url": {"Name": null, "Later": 7}, "__type": "Url"}, {"Hologram": {"Status": "?"}}
            """));

    assertThat(references(USUAL)).extracting(Reference::type).containsExactly("HOLOGRAM", "URL");
    assertThat(leftOut.heard()).isEmpty();
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
  void sameReferenceTwice_isOne() {
    server.answer(answer("{\"Url\": {\"Name\": \"n\"}}, {\"Url\": {\"Name\": \"n\"}}"));

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
            new Reference(
                "EMAIL",
                Optional.of("e"), // printf jo@e.example | sha256sum
                Optional.of("4b6fad9ab9758fd91b6df5c95e03a9f37b6a460292295c00be3e49fa9a8b0761"),
                Optional.of(ValueState.HASHED),
                Optional.empty(),
                Optional.empty()),
            new Reference(
                "URL",
                Optional.of("u"),
                Optional.empty(),
                Optional.of(ValueState.DROPPED),
                Optional.empty(),
                Optional.empty()));
  }
}
