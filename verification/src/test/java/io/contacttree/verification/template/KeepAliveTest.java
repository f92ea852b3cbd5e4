package io.contacttree.verification.template;

import static io.contacttree.verification.template.ShippedFiles.properties;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.contacttree.functions.server.ServeContactTreeHandler;
import io.contacttree.lambda.TestContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The call that keeps the snapshot of the serving function alive. */
final class KeepAliveTest {

  /** There is no table here: an answer that needed one would be 503. */
  @Test
  void scheduledCall_isAnsweredWithoutReadingTheTable() {
    String input =
        properties("ServeContactTreeFunction")
            .path("Events")
            .path("KeepAlive")
            .path("Properties")
            .path("Input")
            .textValue();
    APIGatewayProxyRequestEvent event =
        LambdaEventSerializers.serializerFor(
                APIGatewayProxyRequestEvent.class, KeepAliveTest.class.getClassLoader())
            .fromJson(input);

    assertThat(
            new ServeContactTreeHandler(
                    Map.of(
                        "TABLE_NAME", "none",
                        "CURSOR_SECRET", "none".repeat(8),
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "none",
                        "AWS_SECRET_ACCESS_KEY", "none",
                        "USER_POOL_CLIENTS", "1h57kf5cpq17m0eml12EXAMPLE"))
                .handleRequest(event, new TestContext(Duration.ofSeconds(20)))
                .getStatusCode())
        .isEqualTo(404);
  }
}
