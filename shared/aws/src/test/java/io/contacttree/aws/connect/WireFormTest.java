package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer;
import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.aws.pacing.PacingInterceptor;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.AssociatedContacts.Answer;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferenceValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.connect.ConnectClient;

/** Answers that come compressed or with a checksum, of both APIs. */
final class WireFormTest {
  private static final InstanceId INSTANCE = new InstanceId("instance-1");
  private static final ContactId CONTACT = new ContactId("a");
  private static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");

  /** One that both APIs understand. */
  private static final Reply PLAIN =
      Reply.json(
          """
          {"ContactSummaryList": [{"ContactId": "a"}], "ReferenceSummaryList": [{"Url": {"Name": "ä"}}]}
          """);

  private final SteppingClock clock = new SteppingClock(NOW);
  private final Deadline deadline = new Deadline(NOW.plus(Duration.ofMinutes(1)));
  private final CannedServer server = new CannedServer();
  private final ConnectClient client =
      TestClients.of(
          server.address(),
          new PacingInterceptor(Map.of(), clock, AttemptListener.NONE),
          new RawAnswerInterceptor(AttemptListener.NONE));

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  static Stream<Reply> whole() {
    return Stream.of(
        PLAIN,
        PLAIN.gzip(),
        PLAIN.gzip().with("Content-Encoding", "GZIP"),
        PLAIN.with("Content-Encoding", "identity"),
        checked(PLAIN, PLAIN.bytes()),
        checked(PLAIN.gzip(), PLAIN.bytes()),
        checked(PLAIN.gzip(), PLAIN.gzip().bytes()),
        PLAIN.with("x-amz-crc32", "none"),
        PLAIN.with("x-amz-checksum-crc32", base64(PLAIN.bytes())),
        PLAIN.gzip().with("x-amz-checksum-crc32", base64(PLAIN.bytes())));
  }

  @ParameterizedTest
  @MethodSource("whole")
  void wholeAnswer_isReadAtOnce(Reply reply) {
    server.answer(reply);

    assertThat(list()).isInstanceOf(Answer.Listed.class);
    assertThat(((Answer.Listed) list()).contacts()).containsOnlyKeys(CONTACT);
    assertThat(references().read().orElseThrow().references())
        .extracting(reference -> reference.name().orElseThrow())
        .containsExactly("ä");
    assertThat(server.requests()).hasSize(3);
  }

  static Stream<Reply> damaged() {
    return Stream.of(
        PLAIN.with("Content-Encoding", "gzip"),
        PLAIN.with("x-amz-crc32", "1"),
        PLAIN.gzip().with("x-amz-crc32", "1"));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void damagedAnswer_isAskedForAgain(Reply reply) {
    server.answer(reply, PLAIN, reply, PLAIN);

    assertThat(list()).isInstanceOf(Answer.Listed.class);
    assertThat(references().read()).isPresent();
    assertThat(server.requests()).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void damagedAnswersOnly_areUnavailable(Reply reply) {
    server.answer(reply);

    assertThat(list()).isEqualTo(new Answer.Failed(NOW, FailureReason.UNAVAILABLE));
    assertThat(references()).isEqualTo(KnownReferences.failed(NOW, FailureReason.UNAVAILABLE));
    assertThat(server.requests()).hasSize(2 * TestClients.ATTEMPTS);
  }

  @Test
  void errors_areUnderstoodInEveryForm() {
    Reply error = new Reply(400, "", "{\"__type\": \"InvalidParameterException\"}");
    Reply unknown = Reply.error(404, "ResourceNotFoundException");
    for (Reply reply :
        List.of(
            error,
            error.gzip(),
            checked(error, error.bytes()),
            checked(error.gzip(), error.bytes()))) {
      server.answer(reply);
      assertThat(list()).isEqualTo(new Answer.Failed(NOW, FailureReason.INVALID));
    }
    for (Reply reply : List.of(unknown, unknown.gzip(), checked(unknown, unknown.bytes()))) {
      server.answer(reply);
      assertThat(list()).isEqualTo(new Answer.NotFound(NOW));
    }
  }

  @Test
  void smallAnswerThatInflatesBeyondAllMeasure_isUnavailable() {
    server.answer(Reply.json(" ".repeat(RawAnswer.MOST_BYTES + 1)).gzip());

    assertThat(list()).isEqualTo(new Answer.Failed(NOW, FailureReason.UNAVAILABLE));
  }

  private Answer list() {
    return new ConnectAssociatedContacts(client, clock)
        .list(
            new AssociatedContacts.Query(
                INSTANCE,
                CONTACT,
                Optional.empty(),
                deadline,
                AssociatedContacts.Patience.SEVERAL_ATTEMPTS));
  }

  private KnownReferences references() {
    ReferenceTypes table = ReferenceTypes.DOCUMENTED;
    return new ConnectContactReferences(client, clock, table, ReferenceValues.KEEP_ALL)
        .read(INSTANCE, Map.of(CONTACT, table.of("VOICE")), deadline)
        .get(CONTACT);
  }

  private static Reply checked(Reply reply, byte[] summed) {
    return reply.with("x-amz-crc32", "" + checksum(summed));
  }

  private static long checksum(byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return checksum.getValue();
  }

  private static String base64(byte[] bytes) {
    byte[] four = new byte[4];
    java.nio.ByteBuffer.wrap(four).putInt((int) checksum(bytes));
    return new String(Base64.getEncoder().encode(four), StandardCharsets.US_ASCII);
  }
}
