package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.domain.reference.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many HTTP attempts a list that fails costs. */
final class PatienceTest extends AssociatedContactsTestCase {
  @ParameterizedTest
  @CsvSource({
    "500, InternalServiceException, UNAVAILABLE",
    "503, ServiceUnavailable, UNAVAILABLE",
    "429, TooManyRequestsException, THROTTLED",
    "429, ThrottlingException, THROTTLED",
    "403, AccessDeniedException, REFUSED",
    "400, InvalidRequestException, INVALID"
  })
  void oneAttempt_isOneRequestWhateverTheAnswer(int status, String type, FailureReason reason) {
    server.answer(Reply.error(status, type), page("", "a"));

    assertThat(listOnce()).isEqualTo(failed(reason));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void oneAttemptAndTheConnectionBreaks_isOneRequest() {
    server.answer(Reply.reset(), page("", "a"));

    assertThat(listOnce()).isEqualTo(failed(FailureReason.UNAVAILABLE));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void oneAttemptAndAnAnswerThatCannotBeRead_isOneRequest() {
    server.answer(Reply.json("{\"ContactSummaryList\": [{"), page("", "a"));

    assertThat(listOnce()).isEqualTo(failed(FailureReason.UNAVAILABLE));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void oneAttemptOfAPageThatFollows_isOneRequestToo() {
    server.answer(page("t", "a"), Reply.error(500, "InternalServiceException"), page("", "b"));

    assertThat(listOnce()).isEqualTo(failed(FailureReason.UNAVAILABLE));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void severalAttempts_areFour() {
    Reply broken = Reply.error(500, "InternalServiceException");
    server.answer(broken, broken, broken, page("", "a"));

    assertThat(ids(list())).containsExactly("a");
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void severalAfterOneAttempt_areFourStill() {
    Reply broken = Reply.error(500, "InternalServiceException");
    server.answer(broken, broken, broken, broken, broken, page("", "a"));

    listOnce();

    assertThat(list()).isEqualTo(failed(FailureReason.UNAVAILABLE));
    assertThat(server.requests()).hasSize(5);
  }
}
