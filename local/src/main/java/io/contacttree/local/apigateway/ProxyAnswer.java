package io.contacttree.local.apigateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.local.http.ProblemReply;
import io.contacttree.local.lambda.Invocation;
import io.contacttree.standin.http.HttpReply;
import io.contacttree.standin.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns what a function gave into an HTTP answer, as API Gateway does. */
final class ProxyAnswer {

  private static final HttpReply BAD_GATEWAY =
      ProblemReply.of(502, "The function gave no usable answer; its log says why.");

  private ProxyAnswer() {}

  static HttpReply of(Invocation invocation) {
    return switch (invocation) {
      case Invocation.Answered(String json) -> of(json);
      case Invocation.Failed failed -> BAD_GATEWAY;
      case Invocation.TimedOut late -> ProblemReply.of(504, "The function took too long.");
    };
  }

  private static HttpReply of(String json) {
    try {
      JsonNode answer = Json.read(json);
      int status = answer.path("statusCode").asInt();
      if (status < 200 || status > 599) {
        return BAD_GATEWAY;
      }
      String body = answer.path("body").asText("");
      return HttpReply.of(
          status,
          headers(answer),
          answer.path("isBase64Encoded").asBoolean()
              ? Base64.getDecoder().decode(body)
              : body.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException | IllegalArgumentException unusable) {
      return BAD_GATEWAY;
    }
  }

  /** A name in both maps comes from the one with many values. */
  private static List<HttpReply.Header> headers(JsonNode answer) {
    List<HttpReply.Header> headers = new ArrayList<>();
    Set<String> many = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, JsonNode> header : answer.path("multiValueHeaders").properties()) {
      many.add(header.getKey());
      header
          .getValue()
          .forEach(value -> headers.add(new HttpReply.Header(header.getKey(), value.asText())));
    }
    for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
      if (!many.contains(header.getKey())) {
        headers.add(new HttpReply.Header(header.getKey(), header.getValue().asText()));
      }
    }
    // How long the body is, the server knows better.
    headers.removeIf(header -> header.name().toLowerCase(Locale.ROOT).equals("content-length"));
    return headers;
  }
}
