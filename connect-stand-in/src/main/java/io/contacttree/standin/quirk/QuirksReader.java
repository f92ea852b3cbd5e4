package io.contacttree.standin.quirk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.contacts.JsonFields;
import io.contacttree.standin.contacts.ReferenceReader;
import io.contacttree.standin.protocol.ConnectApi;
import io.contacttree.standin.quirk.Quirks.ErrorRule;
import io.contacttree.standin.quirk.Quirks.Latency;
import io.contacttree.standin.quirk.Quirks.ListQuirks;
import io.contacttree.standin.quirk.Quirks.ReadLag;
import io.contacttree.standin.quirk.Quirks.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads quirks; whatever it does not know makes them refused. */
final class QuirksReader {
  private static final String EVERY_API = "*";
  private static final int LONGEST_LATENCY_MILLIS = 600_000;

  private QuirksReader() {}

  /**
   * Reads all quirks.
   *
   * @throws IllegalArgumentException with a message that names the key at fault
   */
  static Quirks read(ObjectNode given) {
    JsonFields quirks =
        JsonFields.ofQuirks(
            "quirks",
            given,
            List.of(
                "read_lag", "list", "late_references", "unknown", "purge", "latency_ms", "errors"));
    return new Quirks(
        readLag(quirks),
        list(
            quirks.inner(
                "list", "self", "follow_related", "shuffle_seed", "duplicates", "end_token")),
        lateReferences(quirks),
        unknown(quirks.inner("unknown", "channel", "initiation_method", "reference")),
        purge(quirks),
        latency(quirks),
        errors(quirks));
  }

  private static Optional<ReadLag> readLag(JsonFields quirks) {
    if (quirks.value("read_lag").isEmpty()) {
      return Optional.empty();
    }
    JsonFields lag = quirks.inner("read_lag", "seconds", "mode");
    return Optional.of(
        new ReadLag(
            lag.required("seconds", lag.seconds("seconds")),
            lag.required("mode", lag.choice("mode", ReadLag.Mode.class))));
  }

  private static ListQuirks list(JsonFields list) {
    Optional<Long> seed = list.integer("shuffle_seed", Long.MIN_VALUE, Long.MAX_VALUE);
    return new ListQuirks(
        list.flag("self").orElse(ListQuirks.NONE.self()),
        list.flag("follow_related").orElse(ListQuirks.NONE.followRelated()),
        seed.isPresent() ? OptionalLong.of(seed.get()) : OptionalLong.empty(),
        list.flag("duplicates").orElse(ListQuirks.NONE.duplicates()),
        list.choice("end_token", ListQuirks.EndToken.class));
  }

  private static Optional<Duration> lateReferences(JsonFields quirks) {
    if (quirks.value("late_references").isEmpty()) {
      return Optional.empty();
    }
    JsonFields late = quirks.inner("late_references", "seconds");
    return Optional.of(late.required("seconds", late.seconds("seconds")));
  }

  private static Unknown unknown(JsonFields unknown) {
    return new Unknown(
        unknown.text("channel"),
        unknown.text("initiation_method"),
        unknown
            .value("reference")
            .map(value -> ReferenceReader.read(unknown.path("reference"), value)));
  }

  private static Optional<Instant> purge(JsonFields quirks) {
    if (quirks.value("purge").isEmpty()) {
      return Optional.empty();
    }
    JsonFields purge = quirks.inner("purge", "before");
    return Optional.of(purge.required("before", purge.time("before")));
  }

  private static Latency latency(JsonFields quirks) {
    String[] known =
        Stream.concat(
                Stream.of(EVERY_API), Stream.of(ConnectApi.values()).map(ConnectApi::wireName))
            .toArray(String[]::new);
    JsonFields latency = quirks.inner("latency_ms", known);
    Map<ConnectApi, Duration> byApi = new EnumMap<>(ConnectApi.class);
    for (ConnectApi api : ConnectApi.values()) {
      millis(latency, api.wireName()).ifPresent(time -> byApi.put(api, time));
    }
    return new Latency(byApi, millis(latency, EVERY_API).orElse(Duration.ZERO));
  }

  private static Optional<Duration> millis(JsonFields latency, String key) {
    return latency.integer(key, 0, LONGEST_LATENCY_MILLIS).map(Duration::ofMillis);
  }

  private static List<ErrorRule> errors(JsonFields quirks) {
    List<ErrorRule> rules = new ArrayList<>();
    for (JsonNode rule : quirks.array("errors")) {
      rules.add(error(quirks.path("errors") + "[" + rules.size() + "]", rule));
    }
    return rules;
  }

  private static ErrorRule error(String where, JsonNode given) {
    JsonFields rule =
        JsonFields.ofQuirks(
            where, given, List.of("api", "contact_id", "page", "status", "type", "times"));
    String api = rule.required("api", rule.text("api"));
    Optional<ConnectApi> named = ConnectApi.named(api);
    if (named.isEmpty() && !api.equals(EVERY_API)) {
      throw rule.fault("api", "must be * or one of " + ConnectApi.allNames() + ", not " + api);
    }
    int status = rule.required("status", rule.integer("status", 0, 599)).intValue();
    if (status != 0 && status < 400) {
      throw rule.fault("status", "must be 400 to 599, or 0 to close the connection");
    }
    String type = rule.text("type").orElseGet(() -> usualType(status));
    if (!type.matches("[A-Za-z][A-Za-z0-9.#:/_-]*")) {
      throw rule.fault("type", "must be an exception type such as InternalServiceException");
    }
    return new ErrorRule(
        named,
        rule.text("contact_id"),
        rule.integer("page", 1, Integer.MAX_VALUE).map(Long::intValue),
        status,
        type,
        rule.integer("times", 1, Integer.MAX_VALUE).map(Long::intValue));
  }

  private static String usualType(int status) {
    return switch (status) {
      case 400 -> "InvalidRequestException";
      case 402 -> "ServiceQuotaExceededException";
      case 403 -> "AccessDeniedException";
      case 404 -> "ResourceNotFoundException";
      case 429 -> "ThrottlingException";
      default -> "InternalServiceException";
    };
  }
}
