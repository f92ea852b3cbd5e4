package io.contacttree.verification.template;

import static io.contacttree.verification.template.ShippedFiles.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.functions.server.ServeContactTreeHandler;
import io.contacttree.lambda.TestContext;
import io.contacttree.standin.http.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The call that keeps the snapshot of the serving function alive. */
final class KeepAliveTest {

  /** There is no table here: an answer that needed one would be 503. */
  @Test
  void scheduledCall_isAnsweredWithoutReadingTheTable() throws IOException {
    String input =
        properties("ServeContactTreeFunction")
            .path("Events")
            .path("KeepAlive")
            .path("Properties")
            .path("Input")
            .textValue();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();

    new ServeContactTreeHandler(
            Map.of(
                "TABLE_NAME", "none",
                "CURSOR_SECRET", "none".repeat(8),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "none",
                "AWS_SECRET_ACCESS_KEY", "none",
                "USER_POOL_CLIENTS", "1h57kf5cpq17m0eml12EXAMPLE"))
        .handleRequest(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            answer,
            new TestContext(Duration.ofSeconds(20)));

    assertThat(Json.read(answer.toByteArray()).path("statusCode").asInt()).isEqualTo(404);
  }
}
