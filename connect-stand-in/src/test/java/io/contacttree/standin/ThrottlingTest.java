package io.contacttree.standin;

import static io.contacttree.standin.StandInFixture.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.standin.protocol.ConnectApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.connect.model.ConnectException;
import software.amazon.awssdk.services.connect.model.ReferenceType;
import software.amazon.awssdk.services.connect.model.ThrottlingException;

/** The clock stands still, so that what a bucket gives does not depend on the machine's speed. */
final class ThrottlingTest {
  private StandInFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = StandInFixture.limited();
    fixture.contacts(
        "\"Id\":\"c\",\"References\":[{\"Attachment\":{\"Name\":\"f\",\"Status\":\"APPROVED\"}}]");
    fixture.scenario("second", "\"Id\":\"c\"");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "LIST_ASSOCIATED_CONTACTS, 6",
    "LIST_CONTACT_REFERENCES, 16",
    "DESCRIBE_CONTACT, 16",
    "SEARCH_CONTACTS, 2",
    "GET_ATTACHED_FILE, 6",
  })
  void oneMoreThanTheBurstInParallel_throttlesExactlyOne(ConnectApi api, int parallel)
      throws Exception {
    List<Integer> statuses = inParallel(parallel, () -> call(api, CENTRE));

    assertThat(statuses).hasSize(parallel);
    assertThat(Collections.frequency(statuses, 200)).isEqualTo(parallel - 1);
    assertThat(Collections.frequency(statuses, 429)).isEqualTo(1);
    assertThat(fixture.calls(api).toString())
        .isEqualTo("{\"answered\":%d,\"throttled\":1,\"failed\":0}".formatted(parallel - 1));
  }

  @Test
  void throttledCall_isTheSdksThrottlingException() throws Exception {
    drain(ConnectApi.LIST_ASSOCIATED_CONTACTS, 5);

    assertThatThrownBy(() -> fixture.listed("c"))
        .isInstanceOf(ThrottlingException.class)
        .satisfies(
            thrown -> assertThat(((ThrottlingException) thrown).isThrottlingException()).isTrue());
  }

  @Test
  void allInstances_shareOneBucket() {
    drain(ConnectApi.LIST_ASSOCIATED_CONTACTS, 5);

    assertThat(call(ConnectApi.LIST_ASSOCIATED_CONTACTS, "second")).isEqualTo(429);
  }

  @Test
  void operations_haveBucketsOfTheirOwn() {
    drain(ConnectApi.LIST_ASSOCIATED_CONTACTS, 5);

    assertThat(call(ConnectApi.DESCRIBE_CONTACT, CENTRE)).isEqualTo(200);
  }

  @Test
  void invalidCalls_takeTokensAndUnroutedOnesDoNot() throws Exception {
    for (int n = 0; n < 5; n++) {
      assertThat(fixture.get("/contact/associated/" + CENTRE).statusCode()).isEqualTo(400);
      assertThat(fixture.get("/contact/nowhere/" + CENTRE).statusCode()).isEqualTo(404);
    }

    assertThat(fixture.get("/contact/associated/" + CENTRE).statusCode()).isEqualTo(429);
    assertThat(fixture.get("/contact/nowhere/" + CENTRE).statusCode()).isEqualTo(404);
  }

  @Test
  void throttledCall_usesUpNoErrorAndWaitsForNoLatency() throws Exception {
    drain(ConnectApi.LIST_ASSOCIATED_CONTACTS, 5);
    fixture.quirks(
        "{\"latency_ms\":{\"*\":50},\"errors\":[{\"api\":\"*\",\"status\":500,\"times\":1}]}");
    fixture.pauses.clear();

    assertThat(call(ConnectApi.LIST_ASSOCIATED_CONTACTS, CENTRE)).isEqualTo(429);
    assertThat(fixture.pauses).isEmpty();
    fixture.clock.advance(Duration.ofSeconds(1));
    assertThat(call(ConnectApi.LIST_ASSOCIATED_CONTACTS, CENTRE)).isEqualTo(500);
    assertThat(fixture.pauses).containsExactly(Duration.ofMillis(50));
    assertThat(call(ConnectApi.LIST_ASSOCIATED_CONTACTS, CENTRE)).isEqualTo(200);
  }

  @Test
  void tokens_comeBackAtTheRate() {
    drain(ConnectApi.LIST_ASSOCIATED_CONTACTS, 5);

    fixture.clock.set("2026-11-02T12:00:00.499Z");
    assertThat(call(ConnectApi.LIST_ASSOCIATED_CONTACTS, CENTRE)).isEqualTo(429);
    fixture.clock.set("2026-11-02T12:00:00.500Z");
    assertThat(call(ConnectApi.LIST_ASSOCIATED_CONTACTS, CENTRE)).isEqualTo(200);
    assertThat(call(ConnectApi.LIST_ASSOCIATED_CONTACTS, CENTRE)).isEqualTo(429);
    fixture.clock.set("2026-11-02T13:00:00Z");
    drain(ConnectApi.LIST_ASSOCIATED_CONTACTS, 5);
    assertThat(call(ConnectApi.LIST_ASSOCIATED_CONTACTS, CENTRE)).isEqualTo(429);
  }

  @Test
  void deletedCallLog_refillsTheBuckets() throws Exception {
    drain(ConnectApi.LIST_ASSOCIATED_CONTACTS, 5);

    assertThat(fixture.delete("/_stand-in/calls").statusCode()).isEqualTo(204);

    drain(ConnectApi.LIST_ASSOCIATED_CONTACTS, 5);
    assertThat(call(ConnectApi.LIST_ASSOCIATED_CONTACTS, CENTRE)).isEqualTo(429);
  }

  private void drain(ConnectApi api, int tokens) {
    for (int n = 0; n < tokens; n++) {
      assertThat(call(api, CENTRE)).isEqualTo(200);
    }
  }

  private int call(ConnectApi api, String instance) {
    String arn = "arn:aws:connect:us-east-1:123456789012:instance/" + instance + "/contact/c";
    Instant now = Instant.parse(StandInFixture.NOW);
    try {
      switch (api) {
        case LIST_ASSOCIATED_CONTACTS ->
            fixture.connect.listAssociatedContacts(
                request -> request.instanceId(instance).contactId("c"));
        case LIST_CONTACT_REFERENCES ->
            fixture.connect.listContactReferences(
                request ->
                    request.instanceId(instance).contactId("c").referenceTypes(ReferenceType.URL));
        case DESCRIBE_CONTACT ->
            fixture.connect.describeContact(request -> request.instanceId(instance).contactId("c"));
        case SEARCH_CONTACTS ->
            fixture.connect.searchContacts(
                request ->
                    request
                        .instanceId(instance)
                        .timeRange(
                            range ->
                                range
                                    .type("INITIATION_TIMESTAMP")
                                    .startTime(now.minusSeconds(1))
                                    .endTime(now)));
        case GET_ATTACHED_FILE ->
            fixture.connect.getAttachedFile(
                request -> request.instanceId(instance).fileId("f").associatedResourceArn(arn));
      }
      return 200;
    } catch (ConnectException e) {
      return e.statusCode();
    }
  }

  private static List<Integer> inParallel(int calls, Callable<Integer> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> status : threads.invokeAll(Collections.nCopies(calls, call))) {
        statuses.add(status.get());
      }
      return statuses;
    }
  }
}
