package io.contacttree.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.aws.pacing.Quota;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsFileTest {

  private static final Endpoints ENDPOINTS = endpointsOf(2);

  /** Endpoints where so many workers share 2/5 with a headroom of 0.9. */
  private static Endpoints endpointsOf(int workers) {
    return new Endpoints(
        "http://127.0.0.1:1",
        "http://127.0.0.1:2",
        "http://127.0.0.1:3",
        "http://127.0.0.1:4",
        "http://127.0.0.1:5",
        "us-east-1",
        "t",
        "q",
        "d",
        "r",
        "c",
        new Timing(2, 1, 3, 30, 3, 10, 1, 10),
        workers,
        Map.of(
            "ListAssociatedContacts",
            Functions.ofAll(
                RateShare.share(Quota.parse("2/5").orElseThrow(), 0.9, workers), workers)),
        Optional.of("/l"));
  }

  @TempDir private Path directory;

  private Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList().stream();
    }
  }

  @Test
  void content_isAsDocumented() throws Exception {
    assertThat(Json.read(Json.write(ENDPOINTS.toJson(7))))
        .isEqualTo(
            Json.read(
                """
                {"api":"http://127.0.0.1:1","connect":"http://127.0.0.1:2","events":"http://127.0.0.1:3",
                 "dynamodb":"http://127.0.0.1:4","sqs":"http://127.0.0.1:5","region":"us-east-1",
                 "account_id":"123456789012","access_key_id":"local","secret_access_key":"local",
                 "event_bus":"default","table":"t","queue_url":"q","dead_letter_queue_url":"d",
                 "rule_dead_letter_queue_url":"r","changes_queue_url":"c","log":"/l","pid":7,
                 "timing":{"window_s":2,"read_lag_s":1,"settle_first_s":3,"settle_max":3,
                           "max_receives":10,"workers":2},
                 "pacing":{"ListAssociatedContacts":{"rate":1.8,"capacity":4}}}
                """));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7})
  void sharesOfAllWorkers_addUpToTheQuotaTimesHeadroom(int workers) throws Exception {
    assertThat(Json.write(endpointsOf(workers).toJson(7)))
        .contains("\"ListAssociatedContacts\":{\"rate\":1.8,");
  }

  @Test
  void file_isThereWholeAndAlone_andGoneAtTheEnd() throws Exception {
    Path path = directory.resolve("e.json");
    EndpointsFile file = new EndpointsFile(path);
    assertThat(files()).isEmpty();
    file.write(ENDPOINTS);
    assertThat(files()).containsExactly(path);
    assertThat(Json.read(Files.readString(path)).path("pid").asLong())
        .isEqualTo(ProcessHandle.current().pid());
    file.remove();
    assertThat(files()).isEmpty();
    file.remove();
  }

  @Test
  void fileOfAnEarlierStack_isTakenAwayFirst() throws Exception {
    Path path = Files.writeString(directory.resolve("e.json"), "old");
    EndpointsFile file = new EndpointsFile(path);
    assertThat(path).doesNotExist();
    file.remove();
  }

  @Test
  void placeWhereNoFileCanBe_isNamed() {
    assertThatThrownBy(() -> new EndpointsFile(directory.resolve("no/such/e.json")))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("no/such/e.json");
    assertThatThrownBy(() -> new EndpointsFile(directory))
        .isInstanceOf(UnusableInputException.class);
    assertThat(directory).isDirectory();
  }
}
