package io.contacttree.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiEventReaderTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static Optional<APIGatewayProxyRequestEvent> read(String json) throws IOException {
    return ApiEventReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../../events/requests"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample_isReadAsTheClassOfTheEventSays(Path sample) throws IOException {
    APIGatewayProxyRequestEvent event = read(Files.readString(sample)).orElseThrow();

    APIGatewayProxyRequestEvent expected =
        JSON.readValue(Files.readString(sample), APIGatewayProxyRequestEvent.class);
    assertThat(event)
        .usingRecursiveComparison()
        .ignoringFields("requestContext", "body", "isBase64Encoded")
        .isEqualTo(expected);
    assertThat(event.getRequestContext().getPath())
        .isEqualTo(expected.getRequestContext().getPath());
    assertThat(event.getRequestContext().getDomainName())
        .isEqualTo(expected.getRequestContext().getDomainName());
  }

  @Test
  void claimsOfAToken_areReadAsDeepAsTheyAre() throws IOException {
    String json =
        """
        {"requestContext": {"authorizer": {"claims":
          {"aud": "app", "exp": 5, "cognito:groups": ["a", null, {"b": true}], "none": null}}}}
        """;

    Map<String, Object> authorizer = read(json).orElseThrow().getRequestContext().getAuthorizer();

    assertThat(authorizer.get("claims"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("aud", "app")
        .containsEntry("exp", "5")
        .containsEntry("cognito:groups", Arrays.asList("a", null, Map.of("b", "true")))
        .containsEntry("none", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"path\": [1, {\"a\": 2}], \"headers\": 7, \"httpMethod\": \"GET\"}",
        "{\"path\": {\"a\": {\"b\": []}}, \"multiValueHeaders\": \"x\", \"httpMethod\": \"GET\"}",
        "{\"requestContext\": [[]], \"pathParameters\": [\"a\"], \"httpMethod\": \"GET\"}",
        "{\"other\": [{\"httpMethod\": \"PUT\"}], \"path\": null, \"httpMethod\": \"GET\"}"
      })
  void valueOfAnotherType_isAsIfItWereNotThere(String json) throws IOException {
    APIGatewayProxyRequestEvent event = read(json).orElseThrow();

    assertThat(event)
        .usingRecursiveComparison()
        .isEqualTo(new APIGatewayProxyRequestEvent().withHttpMethod("GET"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "\"{}\"", "{\"path\": ", "no json"})
  void whatIsNoObject_isNoEvent(String json) throws IOException {
    assertThat(read(json)).isEmpty();
  }

  @Test
  void writtenAnswer_isThatOfTheClass() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    APIGatewayProxyResponseEvent answer =
        new APIGatewayProxyResponseEvent()
            .withStatusCode(200)
            .withHeaders(Map.of("ETag", "\"a\""))
            .withBody("{\"ä\":\"\uD83D\uDE00\\n\"}\n")
            .withIsBase64Encoded(false);

    ApiAnswerWriter.write(answer, stream);

    assertThat(JSON.readValue(stream.toByteArray(), APIGatewayProxyResponseEvent.class))
        .isEqualTo(answer);
  }
}
