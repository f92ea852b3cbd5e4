package io.contacttree.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what API Gateway sends to a function, as far as functions here look at it.
 *
 * <p>Lambda's own reading of events loads nearly a thousand classes before the first answer.
 */
public final class ApiEventReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;

  private ApiEventReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Returns the event; empty where it is no JSON object. What is of another type than API Gateway
   * sends is read as if it were not there.
   *
   * @throws IOException when the stream cannot be read
   */
  public static Optional<APIGatewayProxyRequestEvent> read(InputStream stream) throws IOException {
    try (JsonParser json = JSON.createParser(stream)) {
      return json.nextToken() == JsonToken.START_OBJECT
          ? Optional.of(new ApiEventReader(json).event())
          : Optional.empty();
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  private APIGatewayProxyRequestEvent event() throws IOException {
    APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "version" -> event.setVersion(text());
        case "resource" -> event.setResource(text());
        case "path" -> event.setPath(text());
        case "httpMethod" -> event.setHttpMethod(text());
        case "headers" -> event.setHeaders(texts());
        case "multiValueHeaders" -> event.setMultiValueHeaders(lists());
        case "queryStringParameters" -> event.setQueryStringParameters(texts());
        case "multiValueQueryStringParameters" -> event.setMultiValueQueryStringParameters(lists());
        case "pathParameters" -> event.setPathParameters(texts());
        case "requestContext" -> event.setRequestContext(context());
        default -> json.skipChildren();
      }
    }
    return event;
  }

  private APIGatewayProxyRequestEvent.@Nullable ProxyRequestContext context() throws IOException {
    if (!isObject()) {
      return null;
    }
    APIGatewayProxyRequestEvent.ProxyRequestContext context =
        new APIGatewayProxyRequestEvent.ProxyRequestContext();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "path" -> context.setPath(text());
        case "domainName" -> context.setDomainName(text());
        case "authorizer" -> context.setAuthorizer(isObject() ? values() : null);
        default -> json.skipChildren();
      }
    }
    return context;
  }

  /** Returns the text of a value, of a number too; null where it has none. */
  private @Nullable String text() throws IOException {
    json.skipChildren();
    return json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL
        ? json.getText()
        : null;
  }

  private @Nullable Map<String, String> texts() throws IOException {
    if (!isObject()) {
      return null;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      texts.put(name, text());
    }
    return texts;
  }

  private @Nullable Map<String, List<String>> lists() throws IOException {
    if (!isObject()) {
      return null;
    }
    Map<String, List<String>> lists = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      lists.put(name, list());
    }
    return lists;
  }

  private @Nullable List<String> list() throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return null;
    }
    List<String> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      list.add(text());
    }
    return list;
  }

  /** The claims of a token among them, as deep as they are. */
  private Map<String, Object> values() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      values.put(name, value());
    }
    return values;
  }

  private @Nullable Object value() throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      return values();
    }
    if (json.currentToken() == JsonToken.START_ARRAY) {
      List<@Nullable Object> all = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        all.add(value());
      }
      return all;
    }
    return text();
  }

  /** Anything else is passed over. */
  private boolean isObject() throws IOException {
    boolean isObject = json.currentToken() == JsonToken.START_OBJECT;
    if (!isObject) {
      json.skipChildren();
    }
    return isObject;
  }
}
