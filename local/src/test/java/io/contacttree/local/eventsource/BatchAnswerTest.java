package io.contacttree.local.eventsource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases are those of AWS's page on partial batch answers for SQS. */
class BatchAnswerTest {

  private static final Set<String> BATCH = Set.of("a", "b");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":[]}",
        "{\"batchItemFailures\":null}",
        "{}",
        "null",
        "",
      })
  void nothingNamed_allSucceeded(String answer) {
    assertThat(BatchAnswer.read(answer, BATCH)).isEqualTo(new BatchAnswer.Failures(Set.of()));
  }

  @Test
  void named_failed() {
    assertThat(BatchAnswer.read("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}", BATCH))
        .isEqualTo(new BatchAnswer.Failures(Set.of("b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{\"batchItemFailures\":\"a\"}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"messageId\":\"a\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"c\"}]}",
      })
  void namedWrongly_allFailed(String answer) {
    assertThat(BatchAnswer.read(answer, BATCH)).isInstanceOf(BatchAnswer.AllFailed.class);
  }
}
