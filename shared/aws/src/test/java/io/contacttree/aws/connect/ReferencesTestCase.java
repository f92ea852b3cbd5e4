package io.contacttree.aws.connect;

import io.contacttree.aws.clients.CannedServer;
import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.aws.pacing.PacingInterceptor;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferenceValues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.connect.ConnectClient;

/** References read from a server that answers what a test tells it to. */
abstract class ReferencesTestCase {
  static final InstanceId INSTANCE = new InstanceId("instance-1");
  static final ContactId CALL = new ContactId("call");
  static final Instant NOW = Instant.parse("2026-03-02T10:15:30.123456Z");
  static final Instant NOW_IN_MILLISECONDS = Instant.parse("2026-03-02T10:15:30.123Z");
  static final ReferenceTypes TABLE = ReferenceTypes.DOCUMENTED;
  static final Set<String> USUAL = TABLE.of("VOICE");
  static final Set<String> ALL = TABLE.of("EMAIL");

  final SteppingClock clock = new SteppingClock(NOW);
  final Deadline deadline = new Deadline(NOW.plus(Duration.ofMinutes(1)));
  final CannedServer server = new CannedServer();
  final LeftOutParts leftOut = new LeftOutParts();
  final ConnectClient client =
      TestClients.of(
          server.address(),
          new PacingInterceptor(Map.of(), clock, AttemptListener.NONE),
          new RawAnswerInterceptor(leftOut));

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  static boolean awaits(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Optional<KnownReferences> read(Set<String> types) {
    return Optional.ofNullable(readWith(ReferenceValues.KEEP_ALL, Map.of(CALL, types)).get(CALL));
  }

  List<Reference> references(Set<String> types) {
    return read(types).orElseThrow().read().orElseThrow().references();
  }

  Map<ContactId, KnownReferences> readWith(
      ReferenceValues values, Map<ContactId, Set<String>> types) {
    return new ConnectContactReferences(client, clock, TABLE, values)
        .read(INSTANCE, types, deadline);
  }

  static KnownReferences failed(FailureReason reason) {
    return KnownReferences.failed(NOW_IN_MILLISECONDS, reason);
  }

  static Reference message(String type, String name) {
    return new Reference(
        type,
        Optional.of(name),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("arn:" + name));
  }

  static Reply answer(String elements) {
    return Reply.json("{\"ReferenceSummaryList\": [" + elements + "]}");
  }
}
