package io.contacttree.functions.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.contacttree.lambda.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The function as it is wired for production, with nobody at the other end. */
final class ServerWiringTest {
  private static final String ENDPOINT = "aws.endpointUrlDynamoDb";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "TABLE_NAME", "trees",
          "CURSOR_SECRET", TestServer.CURSOR_SECRET,
          "AWS_REGION", "us-east-1",
          "AWS_ACCESS_KEY_ID", "local",
          "AWS_SECRET_ACCESS_KEY", "local");

  @AfterEach
  void forgetEndpoint() {
    System.clearProperty(ENDPOINT);
  }

  @Test
  void tableThatDoesNotAnswer_is503AndNever404() throws IOException {
    System.setProperty(ENDPOINT, "http://127.0.0.1:" + portOfNobody());

    assertThat(
            new ServeContactTreeHandler(SETTINGS)
                .handleRequest(
                    new APIGatewayProxyRequestEvent()
                        .withHttpMethod("GET")
                        .withPath("/instances/i/contacts/c/tree"),
                    new TestContext(Duration.ofSeconds(25)))
                .getStatusCode())
        .isEqualTo(503);
  }

  @Test
  void tableThatDoesNotAnswer_is503AndNoEmptyList() throws IOException {
    System.setProperty(ENDPOINT, "http://127.0.0.1:" + portOfNobody());

    assertThat(
            new ServeContactTreeHandler(SETTINGS)
                .handleRequest(
                    new APIGatewayProxyRequestEvent()
                        .withHttpMethod("GET")
                        .withPath("/instances/i/trees"),
                    new TestContext(Duration.ofSeconds(25)))
                .getStatusCode())
        .isEqualTo(503);
  }

  @Test
  void secretThatCanBeGuessed_isRefusedAndNotShown() {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("CURSOR_SECRET", "too-short-a-secret");

    assertThatThrownBy(() -> new ServeContactTreeHandler(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CURSOR_SECRET")
        .hasMessageNotContaining("too-short-a-secret");
  }

  @Test
  void missingSetting_isNamed() {
    assertThatThrownBy(() -> new ServeContactTreeHandler(Map.of("AWS_REGION", "us-east-1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TABLE_NAME");
  }

  private static int portOfNobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
