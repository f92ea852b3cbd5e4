package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.aws.clients.CannedServer;
import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.aws.clients.Settings;
import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.domain.connect.AssociatedContacts.Answer;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the settings make of Amazon Connect, with the SDK's own setting of the address. */
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
  void settings_giveListAndReferences() {
    server.answer(
        Reply.json("{\"ContactSummaryList\": [{\"ContactId\": \"a\"}]}"),
        Reply.json("{\"ReferenceSummaryList\": [{\"Hologram\": {\"Value\": \"v\"}}]}"));

    try (AmazonConnect connect =
        AmazonConnect.open(new Settings(variables()), clock, AttemptListener.NONE)) {
      Answer answer =
          connect.associatedContacts().list(INSTANCE, CONTACT, Optional.empty(), inAMinute());
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
  void quotaOfTheSettings_isHeldFromTheFirstRequestOn() {
    Map<String, String> variables = variables();
    variables.put("QUOTA_LIST_ASSOCIATED_CONTACTS", "0.001/1");

    try (AmazonConnect connect =
        AmazonConnect.open(new Settings(variables), clock, AttemptListener.NONE)) {
      Answer answer =
          connect.associatedContacts().list(INSTANCE, CONTACT, Optional.empty(), inAMinute());

      assertThat(answer).isInstanceOf(Answer.Unfinished.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void unusableSetting_isRefusedAtTheStart() {
    Map<String, String> variables = variables();
    variables.put("HEADROOM_LIST_CONTACT_REFERENCES", "90");

    assertThatThrownBy(
            () -> AmazonConnect.open(new Settings(variables), clock, AttemptListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("HEADROOM_LIST_CONTACT_REFERENCES is 90.0");
  }

  private Deadline inAMinute() {
    return new Deadline(clock.instant().plus(Duration.ofMinutes(1)));
  }

  private static Map<String, String> variables() {
    return new TreeMap<>(
        Map.of(
            "AWS_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", "local",
            "AWS_SECRET_ACCESS_KEY", "local",
            "QUOTA_LIST_ASSOCIATED_CONTACTS", "none",
            "QUOTA_LIST_CONTACT_REFERENCES", "none"));
  }
}
