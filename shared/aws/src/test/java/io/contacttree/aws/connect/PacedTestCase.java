package io.contacttree.aws.connect;

import io.contacttree.aws.clients.CannedServer;
import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.aws.pacing.AdjustableTime;
import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.aws.pacing.PacingInterceptor;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.aws.pacing.TokenPacer;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.AssociatedContacts.Answer;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferenceValues;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.connect.ConnectClient;

/**
 * The adapters with real pacers in virtual time: every HTTP attempt costs one token, which takes
 * 100 s for lists and 25 s for references.
 *
 * <p>So slow, because the SDK measures the time left of a call by real clocks.
 */
abstract class PacedTestCase {
  static final InstanceId INSTANCE = new InstanceId("instance-1");
  static final ContactId CONTACT = new ContactId("a");
  static final Set<String> TYPES = ReferenceTypes.DOCUMENTED.of("VOICE");

  final AdjustableTime time = new AdjustableTime();
  final Instant start = time.instant();
  final CannedServer server = new CannedServer();
  final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  final AttemptListener attempts =
      new AttemptListener() {
        @Override
        public void attempted(String operation) {
          heard.add(operation);
        }

        @Override
        public void throttled(String operation) {
          heard.add("throttled " + operation);
        }
      };
  final ConnectClient client =
      TestClients.of(
          server.address(),
          new PacingInterceptor(
              Map.of(
                  "ListAssociatedContacts", new TokenPacer(new RateShare(0.01, 2), time, time),
                  "ListContactReferences", new TokenPacer(new RateShare(0.04, 6), time, time)),
              time,
              attempts),
          new RawAnswerInterceptor(attempts));

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  Answer list(long seconds) {
    return new ConnectAssociatedContacts(client, time)
        .list(
            new AssociatedContacts.Query(
                INSTANCE,
                CONTACT,
                Optional.empty(),
                in(seconds),
                AssociatedContacts.Patience.SEVERAL_ATTEMPTS));
  }

  Map<ContactId, KnownReferences> read(Map<ContactId, Set<String>> types, long seconds) {
    return new ConnectContactReferences(
            client, time, ReferenceTypes.DOCUMENTED, ReferenceValues.KEEP_ALL)
        .read(INSTANCE, types, in(seconds));
  }

  Deadline in(long seconds) {
    return new Deadline(start.plus(Duration.ofSeconds(seconds)));
  }

  long secondsPassed() {
    return Duration.ofNanos(time.passed()).toSeconds();
  }

  static Reply page(String token) {
    return Reply.json("{\"ContactSummaryList\": [], \"NextToken\": \"" + token + "\"}");
  }
}
