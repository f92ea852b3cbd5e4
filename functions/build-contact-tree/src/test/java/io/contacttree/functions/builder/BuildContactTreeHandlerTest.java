package io.contacttree.functions.builder;

import static io.contacttree.functions.builder.SqsMessages.batch;
import static io.contacttree.functions.builder.SqsMessages.ended;
import static io.contacttree.functions.builder.SqsMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.contacttree.domain.claim.Backoff;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.functions.builder.parse.MessageParser;
import io.contacttree.lambda.TestContext;
import io.contacttree.lambda.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class BuildContactTreeHandlerTest {
  private static final Instant NOW = SqsMessages.SENT_AT.plusSeconds(20);

  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final List<List<String>> built = new ArrayList<>();
  private final List<Deadline> deadlines = new ArrayList<>();
  private final Map<String, Duration> hidden = new TreeMap<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<Long> eventToDocument = new ArrayList<>();
  private Optional<String> faultyContact = Optional.empty();
  private boolean queueDown;
  private boolean publisherFails;

  private final Metrics metrics =
      new Metrics(
          (published, durations) -> {
            if (publisherFails) {
              throw new IllegalStateException("no metrics today");
            }
            counts.putAll(published);
            eventToDocument.addAll(durations);
          });

  private final BuildContactTreeHandler handler =
      new BuildContactTreeHandler(
          new BuilderWiring(
              new MessageParser(Optional.empty()),
              this::build,
              new VisibilityBackoff(
                  this::hide,
                  new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(15)),
                  () -> 0.5),
              metrics,
              InstantSource.fixed(NOW)));

  private Map<String, Outcome> build(List<ClaimMessage> messages, Deadline deadline) {
    built.add(messages.stream().map(ClaimMessage::messageId).toList());
    deadlines.add(deadline);
    if (messages.stream()
        .anyMatch(one -> faultyContact.equals(Optional.of(one.claim().contact().value())))) {
      throw new IllegalStateException("a fault of ours");
    }
    Map<String, Outcome> found = new HashMap<>();
    messages.forEach(
        one ->
            found.put(
                one.messageId(), outcomes.getOrDefault(one.messageId(), new Outcome.Stored())));
    return found;
  }

  private Set<String> hide(Map<String, Duration> delays) {
    if (queueDown) {
      return delays.keySet();
    }
    hidden.putAll(delays);
    return Set.of();
  }

  private List<String> returned(SQSEvent event) {
    return handler
        .handleRequest(event, new TestContext(Duration.ofMinutes(3)))
        .getBatchItemFailures()
        .stream()
        .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
        .toList();
  }

  @Test
  void everythingStored_nothingReturnsAndTheQueueIsLeftAlone() {
    assertThat(returned(batch(message("m1", 1, ended("a")), message("m2", 1, ended("b")))))
        .isEmpty();

    assertThat(built).containsExactly(List.of("m1", "m2"));
    assertThat(hidden).isEmpty();
    assertThat(counts).containsOnly(Map.entry("claims_stored", 2L), Map.entry("messages", 2L));
  }

  @Test
  void storedEvent_countsTheTimeFromTheContactsEnd() {
    returned(batch(message("m1", 1, ended("a"))));

    // The event says 10:15:31, the clock stands at 10:15:52.250.
    assertThat(eventToDocument).containsExactly(21_250L);
  }

  @Test
  void badMessages_neverFailTheirNeighbours() {
    assertThat(
            returned(
                batch(
                    message("m1", 1, "not json"),
                    message("m2", 1, ended("a")),
                    message("m3", 1, ended("a").replace("aws.connect", "aws.s3")),
                    message("m4", 3, ended("a/b")),
                    message("m5", 1, null),
                    message("m6", 1, ended("c")))))
        .containsExactly("m1", "m4", "m5");

    assertThat(built).containsExactly(List.of("m2", "m6"));
    assertThat(counts)
        .containsEntry("malformed", 3L)
        .containsEntry("not_ours_source", 1L)
        .containsEntry("claims_stored", 2L)
        .containsEntry("receive_count_above_one", 1L)
        .containsEntry("messages_returned", 3L);
  }

  @Test
  void malformedMessage_comesAgainSoonHoweverOftenItCame() {
    returned(batch(message("m1", 1, "not json"), message("m2", 9, "[]")));

    assertThat(hidden)
        .containsOnly(
            Map.entry("handle of m1", Duration.ofSeconds(30)),
            Map.entry("handle of m2", Duration.ofSeconds(30)));
  }

  @Test
  void returnedMessage_staysAwayTwiceAsLongEachTimeAndNeverLongerThanTheLimit() {
    for (int count = 1; count <= 10; count++) {
      String id = "m" + count;
      outcomes.put(id, new Outcome.Returned(Outcome.Returned.Reason.LIST_THROTTLED));
      assertThat(returned(batch(message(id, count, ended("a"))))).containsExactly(id);
    }

    assertThat(hidden.values().stream().sorted().map(Duration::toSeconds))
        .containsExactly(30L, 60L, 120L, 240L, 480L, 900L, 900L, 900L, 900L, 900L);
    assertThat(counts).containsEntry("returned_list_throttled", 1L);
  }

  @Test
  void eachMessage_isAnsweredByItsOwnOutcome() {
    outcomes.put("m1", new Outcome.Satisfied());
    outcomes.put("m2", new Outcome.Returned(Outcome.Returned.Reason.STORE_UNAVAILABLE));
    outcomes.put("m3", new Outcome.Forwarded(Outcome.Forwarded.By.CONTINUATION));

    assertThat(
            returned(
                batch(
                    message("m1", 1, ended("a")),
                    message("m2", 1, ended("a")),
                    message("m3", 1, ended("b")))))
        .containsExactly("m2");
    assertThat(counts)
        .containsEntry("claims_satisfied", 1L)
        .containsEntry("returned_store_unavailable", 1L)
        .containsEntry("claims_carried_continuation", 1L);
  }

  @Test
  void faultOfOneMessage_failsThatMessageAlone() {
    faultyContact = Optional.of("b");

    assertThat(
            returned(
                batch(
                    message("m1", 1, ended("a")),
                    message("m2", 2, ended("b")),
                    message("m3", 1, ended("c")))))
        .containsExactly("m2");

    assertThat(built)
        .containsExactly(List.of("m1", "m2", "m3"), List.of("m1"), List.of("m2"), List.of("m3"));
    assertThat(hidden).containsOnly(Map.entry("handle of m2", Duration.ofMinutes(1)));
    assertThat(counts).containsEntry("returned_fault", 1L);
  }

  @Test
  void visibilityThatCannotBeChanged_stillReturnsTheMessage() {
    queueDown = true;
    outcomes.put("m1", new Outcome.Returned(Outcome.Returned.Reason.OUT_OF_TIME));

    assertThat(returned(batch(message("m1", 1, ended("a"))))).containsExactly("m1");
  }

  @Test
  void metricsThatCannotBePublished_changeNoAnswer() {
    publisherFails = true;
    outcomes.put("m1", new Outcome.Returned(Outcome.Returned.Reason.OUT_OF_TIME));

    assertThat(returned(batch(message("m1", 1, ended("a")), message("m2", 1, ended("b")))))
        .containsExactly("m1");
  }

  @Test
  void messageTwiceInOneBatch_isOneClaim() {
    outcomes.put("m1", new Outcome.Returned(Outcome.Returned.Reason.OUT_OF_TIME));

    assertThat(returned(batch(message("m1", 1, ended("a")), message("m1", 2, ended("a")))))
        .containsExactly("m1");
    assertThat(built).containsExactly(List.of("m1"));
  }

  @Test
  void nothingForUs_isNotBuilt() {
    assertThat(returned(batch(message("m1", 1, ended("a").replace("DISCONNECTED", "QUEUED")))))
        .isEmpty();

    assertThat(built).isEmpty();
    assertThat(counts).containsEntry("not_ours_event_type", 1L);
  }

  @Test
  void emptyBatch_isASuccess() {
    assertThat(returned(batch())).isEmpty();
    assertThat(built).isEmpty();
  }

  static Stream<Arguments> noBatches() {
    SQSEvent.SQSMessage nameless = message("m1", 1, ended("a"));
    nameless.setMessageId(null);
    SQSEvent withNull = new SQSEvent();
    withNull.setRecords(Collections.singletonList(null));
    return Stream.of(
        Arguments.of(Named.of("nothing", null)),
        Arguments.of(Named.of("no Records", new SQSEvent())),
        Arguments.of(Named.of("a record that is null", withNull)),
        Arguments.of(Named.of("a record of another service", batch(nameless))),
        Arguments.of(
            Named.of("one among good ones", batch(message("m2", 1, ended("b")), nameless))));
  }

  @ParameterizedTest
  @MethodSource("noBatches")
  void whatIsNoBatchOfAQueue_failsAndSaysWhatIsExpected(SQSEvent event) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> returned(event))
        .withMessageContaining("SQS")
        .withMessageContaining("Records");
    assertThat(built).isEmpty();
  }

  @Test
  void namesThatStandForNothing_areCounted() {
    returned(
        batch(
            message("m1", 1, naming("undefined", "N/A", "b")),
            message("m2", 1, naming(" ", "b", "c")),
            message("m3", 1, naming("b", "c", "d"))));

    assertThat(counts).containsEntry("ids_for_nothing", 3L).containsEntry("claims_stored", 3L);
  }

  private static String naming(String initial, String previous, String related) {
    return ended("a")
        .replace(
            "\"contactId\"",
            "\"initialContactId\": \"%s\", \"previousContactId\": \"%s\", \"relatedContactId\": \"%s\", \"contactId\""
                .formatted(initial, previous, related));
  }

  @Test
  void messageWithoutAttributes_isTakenAsSentNow() {
    SQSEvent.SQSMessage message =
        message("m1", 1, ended("a").replace("\"2026-03-02T10:15:31Z\"", "null"));
    message.setAttributes(null);

    assertThat(returned(batch(message))).isEmpty();
    assertThat(eventToDocument).containsExactly(0L);
  }

  @ParameterizedTest
  @CsvSource({"PT15M, PT14M40S", "PT60S, PT40S", "PT30S, PT20S", "PT0.9S, PT0.6S", "PT0S, PT0S"})
  void deadline_keepsAThirdButNoMoreThanTwentySeconds(Duration remaining, Duration usable) {
    handler.handleRequest(batch(message("m1", 1, ended("a"))), new TestContext(remaining));

    assertThat(deadlines).containsExactly(new Deadline(NOW.plus(usable)));
  }
}
