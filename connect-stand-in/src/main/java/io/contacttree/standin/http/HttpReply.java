package io.contacttree.standin.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.protocol.StandInJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a request comes to. */
public sealed interface HttpReply {
  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param headers its headers, the length left out
   * @param body its body, "" if there is none
   */
  record Content(int status, Map<String, String> headers, String body) implements HttpReply {
    /** Copies the headers, so that an answer never changes. */
    public Content {
      headers = Map.copyOf(headers);
    }

    /** Returns the same answer with one header more. */
    public Content with(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Content(status, more, body);
    }
  }

  /** No answer: the connection is closed. */
  record ConnectionReset() implements HttpReply {}

  /** An answer of that status whose body is JSON. */
  static Content json(int status, JsonNode body) {
    return new Content(status, Map.of("Content-Type", "application/json"), StandInJson.write(body));
  }

  /** An answer of that status whose body is plain text. */
  static Content text(int status, String body) {
    return new Content(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
  }

  /** 204. */
  static Content nothing() {
    return new Content(204, Map.of(), "");
  }
}
