package io.contacttree.functions.builder;

import static io.contacttree.functions.builder.SqsMessages.batch;
import static io.contacttree.functions.builder.SqsMessages.ended;
import static io.contacttree.functions.builder.SqsMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.lambda.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The function as it is wired for production, with nobody at the other end. */
final class BuilderWiringTest {
  private static final List<String> ENDPOINTS =
      List.of("aws.endpointUrlDynamoDb", "aws.endpointUrlSqs", "aws.endpointUrlConnect");
  private static final Map<String, String> SETTINGS =
      Map.of(
          "TABLE_NAME", "trees",
          "QUEUE_URL", "http://127.0.0.1:1/000000000000/contacts",
          "CONNECT_INSTANCE_ID", "instance-1",
          "STAGE", "test",
          "AWS_REGION", "us-east-1",
          "AWS_ACCESS_KEY_ID", "local",
          "AWS_SECRET_ACCESS_KEY", "local");

  @BeforeEach
  void nobodyAnywhere() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String nobody = "http://127.0.0.1:" + socket.getLocalPort();
      ENDPOINTS.forEach(endpoint -> System.setProperty(endpoint, nobody));
    }
  }

  @AfterEach
  void forgetEndpoints() {
    ENDPOINTS.forEach(System::clearProperty);
  }

  @Test
  void everythingDown_returnsWhatIsOursAndTellsTheListenerWhy() {
    List<Outcome> heard = new ArrayList<>();
    BuildListener listener =
        new BuildListener() {
          @Override
          public void decided(ClaimMessage message, Outcome outcome) {
            heard.add(outcome);
          }
        };

    assertThat(
            new BuildContactTreeHandler(SETTINGS, listener)
                .handleRequest(
                    batch(
                        message("m1", 1, ended("a")),
                        message("m2", 1, ended("b").replace("instance-1", "instance-2"))),
                    new TestContext(Duration.ofMinutes(3)))
                .getBatchItemFailures())
        .extracting(BatchItemFailure::getItemIdentifier)
        .containsExactly("m1");
    assertThat(heard)
        .containsExactly(new Outcome.Returned(Outcome.Returned.Reason.STORE_UNAVAILABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "TABLE_NAME, ''",
    "QUEUE_URL, ''",
    "CONNECT_INSTANCE_ID, a/b",
    "SETTLE_MAX, many",
    "QUOTA_LIST_ASSOCIATED_CONTACTS, 2",
    "RETENTION_DAYS, -1",
    "REFERENCE_VALUES, EMAIL"
  })
  void settingThatCannotBeUsed_isNamed(String name, String value) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put(name, value);

    assertThatThrownBy(() -> new BuildContactTreeHandler(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }
}
