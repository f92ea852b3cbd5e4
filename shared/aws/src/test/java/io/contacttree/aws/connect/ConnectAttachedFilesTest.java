package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.domain.connect.AttachedFiles;
import io.contacttree.domain.connect.AttachedFiles.Answer;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.reference.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links to files, from a server that answers what a test tells it to. */
final class ConnectAttachedFilesTest extends ReferencesTestCase {
  private static final String ARN =
      "arn:aws:connect:us-east-1:123456789012:instance/instance-1/contact/call";

  private final AttachedFiles files = new ConnectAttachedFiles(client, clock);

  private Answer link(String fileId) {
    return files.link(INSTANCE, ARN, fileId, deadline);
  }

  private Answer answer(Reply reply) {
    server.answer(_ -> reply);
    return link("f1");
  }

  @Test
  void approvedFile_isALinkWithWhatIsToldOfIt() {
    assertThat(
            answer(
                Reply.json(
                    """
                    {"FileStatus":"APPROVED","FileName":"a.pdf","FileSizeInBytes":7,
                     "DownloadUrlMetadata":{"Url":"https://files.example.com/1",
                                            "UrlExpiry":"2026-03-02T10:20:00Z"}}
                    """)))
        .isEqualTo(
            new Answer.Link(
                "https://files.example.com/1",
                Instant.parse("2026-03-02T10:20:00Z"),
                Optional.of("a.pdf"),
                Optional.of(7L)));
  }

  @Test
  void request_namesFileContactAndTheLongestTimeThatThereIs() {
    server.answer(_ -> Reply.json("{}"));
    link("a/b c");

    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().getFirst().path()).isEqualTo("/attached-files/instance-1/a/b c");
    assertThat(server.requests().getFirst().query())
        .isEqualTo(
            Map.of("urlExpiryInSeconds", List.of("300"), "associatedResourceArn", List.of(ARN)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"UrlExpiry\":\"2026-03-02T11:00:00Z\",", "{"})
  void expiryThatIsAbsentOrTooFarAway_isFiveMinutes(String beginning) {
    Answer answer =
        answer(
            Reply.json(
                "{\"FileStatus\":\"APPROVED\",\"DownloadUrlMetadata\":"
                    + beginning
                    + "\"Url\":\"https://files.example.com/1\"}}"));

    assertThat(answer)
        .isEqualTo(
            new Answer.Link(
                "https://files.example.com/1",
                NOW_IN_MILLISECONDS.plusSeconds(300),
                Optional.empty(),
                Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROCESSING", "REJECTED", "FAILED", "A_NEW_ONE"})
  void fileThatIsNotApproved_isToldByItsStatus(String status) {
    assertThat(answer(Reply.json("{\"FileStatus\":\"" + status + "\"}")))
        .isEqualTo(new Answer.NotApproved(status));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "not JSON", "{\"FileStatus\":7}"})
  void answerThatSaysNothing_isUnavailable(String body) {
    assertThat(answer(Reply.json(body))).isEqualTo(new Answer.Failed(FailureReason.UNAVAILABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidRequestException, INVALID",
    "403, AccessDeniedException, REFUSED",
    "404, ResourceNotFoundException, NOT_FOUND",
    "429, ThrottlingException, THROTTLED",
    "500, InternalServiceException, UNAVAILABLE",
    "503, ServiceUnavailable, UNAVAILABLE",
    "0, '', UNAVAILABLE"
  })
  void failure_isToldAfterOneAttempt(int status, String type, FailureReason reason) {
    assertThat(answer(new Reply(status, type, "{}"))).isEqualTo(new Answer.Failed(reason));

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void deadlineThatHasPassed_isUnavailableWithoutAnAttempt() {
    assertThat(files.link(INSTANCE, ARN, "f1", new Deadline(NOW.minus(Duration.ofSeconds(1)))))
        .isEqualTo(new Answer.Failed(FailureReason.UNAVAILABLE));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void answer_saysNothingOfItsAddress() {
    FileAnswer answer =
        new FileAnswer(
            Optional.of("APPROVED"),
            Optional.of("https://files.example.com/1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(answer.toString()).doesNotContain("example.com");
  }
}
