package io.contacttree.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.aws.json.JsonObject;
import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.UpstreamFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqsClaimQueueTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00.123456789Z");
  private static final String QUEUE = "http://127.0.0.1:9324/000000000000/contacts";

  private final FakeSqs sqs = new FakeSqs();
  private final SqsClaimQueue queue = new SqsClaimQueue(sqs, QUEUE, InstantSource.fixed(NOW));
  private final Claim claim = new Claim.Rebuild(new InstanceId("i"), new ContactId("c"), NOW);
  private final ClaimMessage.Trail trail = ClaimMessage.Trail.begun(NOW);

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0",
    "PT-5S, 0",
    "PT0.001S, 1",
    "PT1S, 1",
    "PT1.000000001S, 2",
    "PT15M, 900",
    "PT15M0.5S, 900",
    "PT48H, 900"
  })
  void delay_isWholeSecondsNeverFewerAndAtMostFifteenMinutes(Duration delay, int seconds) {
    queue.send(claim, trail, delay);

    assertThat(sqs.sent)
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.delaySeconds()).isEqualTo(seconds);
              assertThat(sent.queueUrl()).isEqualTo(QUEUE);
            });
  }

  @Test
  void sentClaim_comesBackAsItWas() {
    queue.send(claim, trail, Duration.ZERO);

    JsonObject.Reading body = JsonObject.read(sqs.sent.getFirst().messageBody());
    assertThat(body).isInstanceOf(JsonObject.Reading.Read.class);
    assertThat(ClaimMessages.decode(((JsonObject.Reading.Read) body).object()))
        .contains(new ClaimMessages.Content(claim, trail));
  }

  @Test
  void queueDown_isAnOutageOfTheQueue() {
    sqs.goDown();

    assertThatThrownBy(() -> queue.send(claim, trail, Duration.ZERO))
        .isInstanceOfSatisfying(
            UpstreamFailure.class,
            outage -> assertThat(outage.resource()).isEqualTo(UpstreamFailure.Resource.QUEUE));
  }
}
