package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.AwsAccess;
import io.contacttree.aws.clients.CannedServer;
import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.AssociatedContacts.Answer;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferenceValues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Amazon Connect as a function opens it, with the SDK's own setting of the address. */
final class AmazonConnectTest {
  private static final String ENDPOINT = "aws.endpointUrlConnect";
  private static final InstanceId INSTANCE = new InstanceId("instance-1");
  private static final ContactId CONTACT = new ContactId("a");

  private final InstantSource clock = InstantSource.system();
  private final CannedServer server = new CannedServer();

  @BeforeEach
  void setAddress() {
    System.setProperty(ENDPOINT, server.address().toString());
  }

  @AfterEach
  void close() {
    System.clearProperty(ENDPOINT);
    server.close();
  }

  @Test
  @Timeout(60)
  void opened_givesListAndReferences() {
    server.answer(
        Reply.json("{\"ContactSummaryList\": [{\"ContactId\": \"a\"}]}"),
        Reply.json("{\"ReferenceSummaryList\": [{\"Hologram\": {\"Value\": \"v\"}}]}"));

    try (AmazonConnect connect = open(new ConnectShares(Optional.empty(), Optional.empty()))) {
      Answer answer =
          connect
              .associatedContacts()
              .list(
                  new AssociatedContacts.Query(
                      INSTANCE,
                      CONTACT,
                      Optional.empty(),
                      inAMinute(),
                      AssociatedContacts.Patience.SEVERAL_ATTEMPTS));
      var references =
          connect
              .contactReferences(ReferenceTypes.DOCUMENTED)
              .read(INSTANCE, Map.of(CONTACT, ReferenceTypes.DOCUMENTED.of("VOICE")), inAMinute());

      assertThat(((Answer.Listed) answer).contacts()).containsOnlyKeys(CONTACT);
      assertThat(references.get(CONTACT).read().orElseThrow().references())
          .extracting(Reference::type)
          .containsExactly("HOLOGRAM");
    }
  }

  @Test
  @Timeout(60)
  void share_isHeldFromTheFirstRequestOn() {
    RateShare share = new RateShare(0.001 * 0.9 / 2, 1);

    try (AmazonConnect connect = open(new ConnectShares(Optional.of(share), Optional.empty()))) {
      Answer answer =
          connect
              .associatedContacts()
              .list(
                  new AssociatedContacts.Query(
                      INSTANCE,
                      CONTACT,
                      Optional.empty(),
                      inAMinute(),
                      AssociatedContacts.Patience.SEVERAL_ATTEMPTS));

      assertThat(answer).isInstanceOf(Answer.Unfinished.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  private Deadline inAMinute() {
    return new Deadline(clock.instant().plus(Duration.ofMinutes(1)));
  }

  private AmazonConnect open(ConnectShares shares) {
    return AmazonConnect.open(
        AwsAccess.of(
            "us-east-1", Map.of("AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local")),
        shares,
        ReferenceValues.KEEP_ALL,
        clock,
        AttemptListener.NONE);
  }
}
