package io.contacttree.standin.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.protocol.ConnectApi;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked and how it was answered, in order of arrival; the newest {@value #MOST_LINES}
 * calls. Safe for any number of threads.
 */
public final class CallLog {
  static final int MOST_LINES = 500_000;

  /** UTC with milliseconds, never fewer digits. */
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Deque<Call> calls = new ArrayDeque<>();
  private final InstantSource clock;
  private int timesCleared;
  private Map<ConnectApi, Counts> counts = zeros();

  /** An empty log. */
  public CallLog(InstantSource clock) {
    this.clock = clock;
  }

  /** Notes that a call arrived; it counts once it has its answer. */
  public synchronized Call arrived(ConnectApi api, Facts facts) {
    Call call = new Call(clock.instant(), api, facts, timesCleared);
    calls.add(call);
    if (calls.size() > MOST_LINES) {
      calls.remove();
    }
    return call;
  }

  /** Notes the answer's HTTP status, 0 meaning a closed connection. */
  public synchronized void answered(Call call, int status) {
    call.status = status;
    call.answered = true;
    if (call.timesCleared == timesCleared) {
      Counts count = counts.getOrDefault(call.api, new Counts(0, 0, 0));
      counts.put(call.api, count.and(status));
    }
  }

  /** Forgets everything; calls still under way do not count any more. */
  public synchronized void clear() {
    calls.clear();
    timesCleared++;
    counts = zeros();
  }

  /** Returns, for each operation, how many calls were answered, throttled, failed. */
  public synchronized ObjectNode summary() {
    ObjectNode summary = Json.object();
    counts.forEach(
        (api, count) ->
            summary
                .putObject(api.wireName())
                .put("answered", count.answered())
                .put("throttled", count.throttled())
                .put("failed", count.failed()));
    return summary;
  }

  /** Returns one line of JSON for each call that has its answer. */
  public synchronized String lines() {
    StringBuilder lines = new StringBuilder();
    for (Call call : calls) {
      if (call.answered) {
        lines.append(Json.write(call.line())).append('\n');
      }
    }
    return lines.toString();
  }

  private static Map<ConnectApi, Counts> zeros() {
    Map<ConnectApi, Counts> zeros = new EnumMap<>(ConnectApi.class);
    for (ConnectApi api : ConnectApi.values()) {
      zeros.put(api, new Counts(0, 0, 0));
    }
    return zeros;
  }

  /** One call; its answer is noted by {@link CallLog#answered}. */
  public static final class Call {
    private final Instant at;
    private final ConnectApi api;
    private final Facts facts;
    private final int timesCleared;
    private int status;
    private boolean answered;

    private Call(Instant at, ConnectApi api, Facts facts, int timesCleared) {
      this.at = at;
      this.api = api;
      this.facts = facts;
      this.timesCleared = timesCleared;
    }

    private ObjectNode line() {
      ObjectNode line =
          Json.object()
              .put("at", MILLIS.format(at))
              .put("at_ms", at.toEpochMilli())
              .put("api", api.wireName())
              .put("status", status)
              .put("instance_id", facts.instanceId().orElse(null))
              .put("contact_id", facts.contactId().orElse(null))
              .put("page", facts.page().orElse(null));
      facts.referenceTypes().forEach(line.putArray("reference_types")::add);
      return line.put("user_agent", facts.userAgent());
    }
  }

  private record Counts(long answered, long throttled, long failed) {
    Counts and(int status) {
      if (status >= 200 && status < 300) {
        return new Counts(answered + 1, throttled, failed);
      }
      return status == 429
          ? new Counts(answered, throttled + 1, failed)
          : new Counts(answered, throttled, failed + 1);
    }
  }

  /**
   * What a call asked for, as far as it can be told without checking it.
   *
   * @param instanceId the instance
   * @param contactId the contact
   * @param page the page, the first being 1; empty: its token is none of ours
   * @param referenceTypes the reference types, none for other operations
   * @param userAgent what the caller says of itself, "" if nothing
   */
  public record Facts(
      Optional<String> instanceId,
      Optional<String> contactId,
      Optional<Integer> page,
      List<String> referenceTypes,
      String userAgent) {
    /** Copies the list, so that the facts never change. */
    public Facts {
      referenceTypes = List.copyOf(referenceTypes);
    }
  }
}
