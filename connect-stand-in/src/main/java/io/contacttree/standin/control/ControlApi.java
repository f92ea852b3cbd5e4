package io.contacttree.standin.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.calls.CallLog;
import io.contacttree.standin.contacts.ContactScenario;
import io.contacttree.standin.contacts.ContactStore;
import io.contacttree.standin.contacts.ScenarioReader;
import io.contacttree.standin.files.FileLinks;
import io.contacttree.standin.http.HttpCall;
import io.contacttree.standin.http.HttpReply;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.quirk.ActiveQuirks;
import io.contacttree.standin.quota.Buckets;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the stand-in answers under {@code /_stand-in/}, unsigned: its data, calls and quirks. */
public record ControlApi(
    ContactStore book,
    ScenarioReader scenarios,
    ActiveQuirks quirks,
    Buckets buckets,
    CallLog calls,
    FileLinks links,
    InstantSource clock) {

  /** Where all of it starts. */
  public static final String PATH = "/_stand-in/";

  /** Answers one request. */
  public HttpReply answer(HttpCall call, String body) {
    String method = call.method();
    if (call.rawPath().startsWith(FileLinks.PATH)) {
      return method.equals("GET") ? file(call) : notAllowed("GET");
    }
    return switch (call.rawPath().substring(PATH.length())) {
      case "scenarios" ->
          switch (method) {
            case "GET" -> HttpReply.json(200, book.scenarios());
            case "POST" -> takeIn(body);
            case "DELETE" -> forget(call);
            default -> notAllowed("GET, POST, DELETE");
          };
      case "calls" ->
          switch (method) {
            case "GET" -> HttpReply.json(200, calls.summary());
            case "DELETE" -> {
              calls.clear();
              buckets.refill();
              yield HttpReply.nothing();
            }
            default -> notAllowed("GET, DELETE");
          };
      case "calls/log" ->
          method.equals("GET")
              ? HttpReply.of(200, "application/x-ndjson", calls.lines())
              : notAllowed("GET");
      case "quirks" ->
          switch (method) {
            case "GET" -> HttpReply.json(200, quirks.posted());
            case "POST" -> changeQuirks(body);
            default -> notAllowed("GET, POST");
          };
      default ->
          error(
              404,
              "There is nothing at this path; try /_stand-in/scenarios, /_stand-in/calls,"
                  + " /_stand-in/calls/log or /_stand-in/quirks.");
    };
  }

  private HttpReply takeIn(String body) {
    return switch (scenarios.read(body, clock.instant())) {
      case ContactScenario.Reading.Refused refused -> error(400, refused.reason());
      case ContactScenario.Reading.Taken taken -> {
        book.upsert(taken.contactScenario());
        yield HttpReply.json(
            200,
            Json.object()
                .put("instances", taken.contactScenario().instances().size())
                .put("contacts", taken.contactScenario().contacts().size()));
      }
    };
  }

  private HttpReply forget(HttpCall call) {
    for (Map.Entry<String, List<String>> each : call.query().values().entrySet()) {
      boolean known = each.getKey().equals("instanceId") || each.getKey().equals("contactId");
      if (!known || each.getValue().size() > 1 || each.getValue().get(0).isEmpty()) {
        // A slip here would delete more than was meant.
        return error(
            400,
            "Only instanceId and contactId are possible here, each once and not empty; look at "
                + each.getKey()
                + ".");
      }
    }
    book.delete(call.query().first("instanceId"), call.query().first("contactId"));
    return HttpReply.nothing();
  }

  private HttpReply changeQuirks(String body) {
    try {
      List<JsonNode> values = Json.readStrictly(body);
      if (values.size() != 1 || !(values.get(0) instanceof ObjectNode given)) {
        return error(400, "Quirks are one JSON object; {} stands for none.");
      }
      quirks.replace(given);
      return HttpReply.json(200, quirks.posted());
    } catch (IOException e) {
      return error(400, "This is not JSON: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return error(400, Optional.ofNullable(e.getMessage()).orElse("These are no quirks."));
    }
  }

  private HttpReply file(HttpCall call) {
    return switch (links.follow(call.rawPath(), call.query(), clock.instant())) {
      case FileLinks.Followed.Valid valid -> HttpReply.text(200, valid.file().text());
      case FileLinks.Followed.Refused refused -> HttpReply.text(403, refused.reason() + "\n");
    };
  }

  private static HttpReply notAllowed(String allowed) {
    return error(405, "Possible here: " + allowed + ".").with("Allow", allowed);
  }

  private static HttpReply error(int status, String text) {
    return HttpReply.json(status, Json.object().put("error", text));
  }
}
