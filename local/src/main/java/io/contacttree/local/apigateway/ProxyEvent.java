package io.contacttree.local.apigateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

/**
 * Turns an HTTP request into the event that a REST API of API Gateway makes of it (payload version
 * 1.0).
 */
record ProxyEvent(InstantSource clock, String account, String stage) {

  /** Never the caller's: API Gateway itself says by which scheme it was asked. */
  private static final String SCHEME = "X-Forwarded-Proto";

  private static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Returns the event, JSON.
   *
   * @throws IllegalArgumentException when the query is not percent-encoded as it must be
   */
  String of(Request request, RouteTable.Match.Found match, byte[] body, String requestId) {
    ObjectNode event = Json.object();
    event.put("resource", match.route().path());
    event.put("path", request.getHttpURI().getPath());
    event.put("httpMethod", request.getMethod());
    headers(event, request);
    query(event, request.getHttpURI().getQuery());
    ObjectNode parameters = event.putObject("pathParameters");
    match.pathParameters().forEach(parameters::put);
    event.putNull("stageVariables");
    event.set("requestContext", context(request, match, requestId));
    if (body.length == 0) {
      event.putNull("body");
    } else {
      event.put("body", new String(body, StandardCharsets.UTF_8));
    }
    event.put("isBase64Encoded", false);
    return Json.write(event);
  }

  private ObjectNode context(Request request, RouteTable.Match.Found match, String requestId) {
    Instant now = clock.instant();
    ObjectNode context = Json.object();
    context.put("accountId", account);
    context.put("apiId", "local");
    context.put("domainName", Request.getServerName(request));
    context.put("resourceId", match.route().method());
    context.put("resourcePath", match.route().path());
    context.put("httpMethod", request.getMethod());
    context.put("path", request.getHttpURI().getPath());
    context.put("protocol", request.getConnectionMetaData().getProtocol());
    context.put("stage", stage);
    context.put("requestId", requestId);
    context.put("requestTime", REQUEST_TIME.format(now));
    context.put("requestTimeEpoch", now.toEpochMilli());
    ObjectNode identity = context.putObject("identity");
    identity.put("sourceIp", Request.getRemoteAddr(request));
    identity.put("userAgent", request.getHeaders().get("User-Agent"));
    return context;
  }

  private static void headers(ObjectNode event, Request request) {
    Values headers = new Values();
    for (HttpField field : request.getHeaders()) {
      if (!field.getName().equalsIgnoreCase(SCHEME)) {
        headers.accept(field.getName(), field.getValue() == null ? "" : field.getValue());
      }
    }
    headers.accept(SCHEME, "http");
    headers.into(event, "headers", "multiValueHeaders");
  }

  private static void query(ObjectNode event, String rawQuery) {
    Values parameters = new Values();
    for (String pair : rawQuery == null ? List.<String>of() : List.of(rawQuery.split("&"))) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        parameters.accept(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
      }
    }
    parameters.into(event, "queryStringParameters", "multiValueQueryStringParameters");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Names with one or more values: API Gateway gives the last one and all of them. */
  private static final class Values implements BiConsumer<String, String> {

    private final ObjectNode last = Json.object();
    private final ObjectNode all = Json.object();

    @Override
    public void accept(String name, String value) {
      last.put(name, value);
      ArrayNode values = all.path(name) instanceof ArrayNode known ? known : all.putArray(name);
      values.add(value);
    }

    void into(ObjectNode event, String lastName, String allName) {
      event.set(lastName, last.isEmpty() ? event.nullNode() : last);
      event.set(allName, all.isEmpty() ? event.nullNode() : all);
    }
  }
}
