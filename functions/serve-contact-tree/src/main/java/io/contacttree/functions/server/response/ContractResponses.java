package io.contacttree.functions.server.response;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The answer that carries the contract, as it travels with the function. */
public final class ContractResponses {
  private static final String CONTRACT = "/api/openapi.json";
  private static final String NO_SERVERS = "\"servers\" : [ ]";

  private ContractResponses() {}

  /**
   * Returns the contract.
   *
   * @param address the address that was asked, of characters that JSON takes as they are
   */
  public static APIGatewayProxyResponseEvent contract(String address) {
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(200)
        .withHeaders(
            Map.of(
                "Content-Type", "application/json",
                "Cache-Control", "no-store",
                "X-Content-Type-Options", "nosniff"))
        .withBody(
            text()
                .replace(NO_SERVERS, "\"servers\" : [ {\n    \"url\" : \"" + address + "\"\n  } ]"))
        .withIsBase64Encoded(false);
  }

  private static String text() {
    try (InputStream file = ContractResponses.class.getResourceAsStream(CONTRACT)) {
      if (file == null) {
        throw new IllegalStateException("the artefact lacks " + CONTRACT);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
