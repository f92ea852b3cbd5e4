package io.contacttree.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Throttling that is told otherwise than by status 429, on a stack that nobody else slows down. */
final class ThrottlingCodesIT {
  /**
   * Of the codes that the SDK takes for throttling, those whose names say it in different words.
   */
  private static final List<String> CODES =
      List.of("RequestLimitExceeded", "ThrottledException", "SlowDown", "TooManyRequestsException");

  @TempDir Path directory;

  @Test
  void throttlingToldAs400_isToldAsThrottlingInTheDocument() throws Exception {
    try (FaultStack stack = FaultStack.start(directory)) {
      ObjectNode quirks = Json.object();
      for (String code : CODES) {
        quirks
            .withArray("errors")
            .addObject()
            .put("api", "ListContactReferences")
            .put("contact_id", "c-" + code)
            .put("status", 400)
            .put("type", code);
      }
      stack.quirks(Json.write(quirks));
      for (String code : CODES) {
        FaultScenario one = FaultScenario.of(code).contact("c-" + code, "");
        stack.load(one);
        stack.put(one.told("c-" + code));
      }

      stack.idle();

      assertThat(stack.dead()).isZero();
      for (String code : CODES) {
        JsonNode tree = stack.tree(code, "c-" + code);
        assertThat(tree.path("state").asText()).as(code).isEqualTo("PARTIAL");
        assertThat(tree.at("/contacts/0/references_reason").asText())
            .as(code)
            .isEqualTo("THROTTLED");
      }
    }
  }
}
