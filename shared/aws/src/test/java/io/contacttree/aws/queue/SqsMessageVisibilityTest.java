package io.contacttree.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SqsMessageVisibilityTest {
  private final FakeSqs sqs = new FakeSqs();
  private final SqsMessageVisibility visibility =
      new SqsMessageVisibility(sqs, "http://127.0.0.1:9324/000000000000/contacts");

  @Test
  void everyMessage_isHiddenForItsOwnTime() {
    assertThat(visibility.hide(Map.of("h1", Duration.ofSeconds(30), "h2", Duration.ofMinutes(15))))
        .isEmpty();

    assertThat(sqs.hidden)
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.entries())
                    .extracting(entry -> entry.receiptHandle() + " " + entry.visibilityTimeout())
                    .containsExactlyInAnyOrder("h1 30", "h2 900"));
  }

  @Test
  void moreThanTen_areHiddenByTens() {
    Map<String, Duration> delays = new HashMap<>();
    for (int at = 0; at < 25; at++) {
      delays.put("h" + at, Duration.ofSeconds(at));
    }

    assertThat(visibility.hide(delays)).isEmpty();

    assertThat(sqs.hidden)
        .extracting(request -> request.entries().size())
        .containsExactly(10, 10, 5);
    Map<String, Duration> hidden = new HashMap<>();
    sqs.hidden.forEach(
        request ->
            request
                .entries()
                .forEach(
                    entry ->
                        hidden.put(
                            entry.receiptHandle(), Duration.ofSeconds(entry.visibilityTimeout()))));
    assertThat(hidden).isEqualTo(delays);
  }

  @Test
  void oneRefused_isNamed() {
    sqs.refuse(entry -> entry.receiptHandle().equals("stale"));

    assertThat(visibility.hide(Map.of("fine", Duration.ZERO, "stale", Duration.ZERO)))
        .containsExactly("stale");
  }

  @Test
  void queueDown_namesAllAndThrowsNothing() {
    sqs.goDown();

    assertThat(visibility.hide(Map.of("h1", Duration.ZERO, "h2", Duration.ZERO)))
        .containsExactlyInAnyOrder("h1", "h2");
  }

  @Test
  void nothing_isNoCall() {
    assertThat(visibility.hide(Map.of())).isEmpty();
    assertThat(sqs.hidden).isEmpty();
  }
}
