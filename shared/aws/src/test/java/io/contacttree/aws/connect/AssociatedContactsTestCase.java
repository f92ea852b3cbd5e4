package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer;
import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.aws.pacing.PacingInterceptor;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.AssociatedContacts.Answer;
import io.contacttree.domain.connect.AssociatedContacts.Cursor;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.tree.ListRead.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.connect.ConnectClient;

/** Lists read from a server that answers what a test tells it to. */
abstract class AssociatedContactsTestCase {
  static final InstanceId INSTANCE = new InstanceId("instance-1");
  static final ContactId ASKED = new ContactId("a");
  static final Instant NOW = Instant.parse("2026-03-02T10:15:30.123456Z");
  static final Instant NOW_IN_MILLISECONDS = Instant.parse("2026-03-02T10:15:30.123Z");
  static final Instant EARLIER = Instant.parse("2026-03-02T10:00:00Z");

  final SteppingClock clock = new SteppingClock(NOW);
  final Deadline deadline = new Deadline(NOW.plus(Duration.ofMinutes(1)));
  final CannedServer server = new CannedServer();
  final LeftOutParts leftOut = new LeftOutParts();
  final ConnectClient client =
      TestClients.of(
          server.address(),
          new PacingInterceptor(Map.of(), clock, AttemptListener.NONE),
          new RawAnswerInterceptor(leftOut));
  final AssociatedContacts contacts = new ConnectAssociatedContacts(client, clock);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  Answer list() {
    return contacts.list(
        new AssociatedContacts.Query(
            INSTANCE,
            ASKED,
            Optional.empty(),
            deadline,
            AssociatedContacts.Patience.SEVERAL_ATTEMPTS));
  }

  /** As a contact that is only named is asked by. */
  Answer listOnce() {
    return contacts.list(
        new AssociatedContacts.Query(
            INSTANCE, ASKED, Optional.empty(), deadline, AssociatedContacts.Patience.ONE_ATTEMPT));
  }

  Answer readOn(String token) {
    return contacts.list(
        new AssociatedContacts.Query(
            INSTANCE,
            ASKED,
            Optional.of(new Cursor(ASKED, EARLIER, token)),
            deadline,
            AssociatedContacts.Patience.SEVERAL_ATTEMPTS));
  }

  static Answer failed(FailureReason reason) {
    return new Answer.Failed(NOW_IN_MILLISECONDS, reason);
  }

  List<String> tokensSent() {
    return server.requests().stream().map(CannedServer.Request::token).toList();
  }

  static Reply page(String token, String... ids) {
    String contacts =
        List.of(ids).stream()
            .map(id -> "{\"ContactId\": \"" + id + "\"}")
            .collect(Collectors.joining(","));
    String next = token.isEmpty() ? "" : ", \"NextToken\": \"" + token + "\"";
    return Reply.json("{\"ContactSummaryList\": [" + contacts + "]" + next + "}");
  }

  static Map<ContactId, Facts> contactsOf(Answer answer) {
    return switch (answer) {
      case Answer.Listed listed -> listed.contacts();
      case Answer.Unfinished unfinished -> unfinished.contacts();
      case Answer.NotFound _, Answer.Failed _ -> throw new AssertionError("no list: " + answer);
    };
  }

  static List<String> ids(Answer answer) {
    return contactsOf(answer).keySet().stream().map(ContactId::value).toList();
  }

  static Ending ending(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Listed.class);
    return ((Answer.Listed) answer).ending();
  }

  static Map<Fact, String> values(Facts facts) {
    return facts.observations().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().value()));
  }
}
