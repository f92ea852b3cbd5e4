package io.contacttree.aws.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.clients.CannedServer;
import io.contacttree.aws.clients.CannedServer.Reply;
import io.contacttree.domain.connect.AssociatedContacts.Answer;
import io.contacttree.domain.connect.AssociatedContacts.Cursor;
import io.contacttree.domain.tree.ListRead.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How pages follow one another, and how they end. */
final class AssociatedContactsPagesTest extends AssociatedContactsTestCase {

  @Test
  void onePage_isTheWholeList() {
    server.answer(page("", "a", "b"));

    Answer answer = list();

    assertThat(ids(answer)).containsExactlyInAnyOrder("a", "b");
    assertThat(ending(answer)).isEqualTo(Ending.COMPLETE);
    assertThat(answer.readAt()).isEqualTo(NOW_IN_MILLISECONDS);
    assertThat(server.requests())
        .extracting(CannedServer.Request::path, CannedServer.Request::query)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "/contact/associated/instance-1",
                Map.of("contactId", List.of("a"), "maxResults", List.of("100"))));
  }

  @Test
  void severalPages_areFollowedByTheirTokens() {
    server.answer(page("t 1/ä", "a"), page("t2", "b"), page("", "c"));

    Answer answer = list();

    assertThat(ids(answer)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(ending(answer)).isEqualTo(Ending.COMPLETE);
    assertThat(tokensSent()).containsExactly("", "t 1/ä", "t2");
  }

  @Test
  void emptyToken_endsTheList() {
    server.answer(Reply.json("{\"ContactSummaryList\": [], \"NextToken\": \"\"}"));

    assertThat(ending(list())).isEqualTo(Ending.COMPLETE);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void tokenGivenTwice_endsTheListAsALoop() {
    server.answer(page("t", "a"), page("t", "b"));

    Answer answer = list();

    assertThat(ending(answer)).isEqualTo(Ending.TOKEN_LOOP);
    assertThat(ids(answer)).containsExactlyInAnyOrder("a", "b");
    assertThat(tokensSent()).containsExactly("", "t");
  }

  @Test
  void tokenGivenTwoPagesAgo_endsTheListAsALoop() {
    server.answer(page("t1", "a"), page("t2", "b"), page("t1", "a"));

    assertThat(ending(list())).isEqualTo(Ending.TOKEN_LOOP);
    assertThat(tokensSent()).containsExactly("", "t1", "t2");
  }

  @Test
  void endlessTokens_endTheListAsTruncated() {
    server.answer(request -> page("t" + request.number(), "c" + request.number()));

    Answer answer = list();

    assertThat(ending(answer)).isEqualTo(Ending.TRUNCATED);
    assertThat(ids(answer)).hasSize(AssociatedContactsPages.MOST_PAGES);
    assertThat(server.requests()).hasSize(AssociatedContactsPages.MOST_PAGES);
  }

  @Test
  void cursor_goesOnAndKeepsTheTimeOfTheFirstRequest() {
    server.answer(page("t3", "c"), page("", "d"));

    Answer answer = readOn("t2");

    assertThat(answer.readAt()).isEqualTo(EARLIER);
    assertThat(ids(answer)).containsExactlyInAnyOrder("c", "d");
    assertThat(tokensSent()).containsExactly("t2", "t3");
  }

  @Test
  void cursorWhoseTokenComesBack_endsTheListAsALoop() {
    server.answer(page("t2", "c"));

    assertThat(ending(readOn("t2"))).isEqualTo(Ending.TOKEN_LOOP);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void cursorWithADeadToken_readsFromTheFirstPageAsOfNow() {
    server.answer(Reply.error(400, "InvalidParameterException"), page("t1", "a"), page("", "b"));

    Answer answer = readOn("old");

    assertThat(answer.readAt()).isEqualTo(NOW_IN_MILLISECONDS);
    assertThat(ids(answer)).containsExactlyInAnyOrder("a", "b");
    assertThat(ending(answer)).isEqualTo(Ending.COMPLETE);
    assertThat(tokensSent()).containsExactly("old", "", "t1");
  }

  @Test
  void cursorOfAContactThatIsGone_isNotFoundOnlyByTheFirstPage() {
    server.answer(Reply.error(404, "ResourceNotFoundException"));

    assertThat(readOn("old")).isEqualTo(new Answer.NotFound(NOW_IN_MILLISECONDS));
    assertThat(tokensSent()).containsExactly("old", "");
  }

  @Test
  void deadlinePassed_asksNothing() {
    clock.forward(Duration.ofMinutes(1));

    Answer answer = list();

    assertThat(answer).isInstanceOf(Answer.Unfinished.class);
    assertThat(ids(answer)).isEmpty();
    assertThat(((Answer.Unfinished) answer).next()).isEmpty();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void deadlineBetweenPages_saysHowFarItCame() {
    server.answer(
        request -> {
          clock.forward(Duration.ofSeconds(25));
          return page("t" + request.number(), "c" + request.number());
        });

    Answer answer = list();

    assertThat(ids(answer)).containsExactlyInAnyOrder("c1", "c2", "c3");
    assertThat(((Answer.Unfinished) answer).next())
        .contains(new Cursor(ASKED, NOW_IN_MILLISECONDS, "t3"));
  }

  @Test
  void deadlineBeforeTheFirstPageOfACursor_keepsTheCursor() {
    clock.forward(Duration.ofMinutes(1));

    assertThat(readOn("t2"))
        .isEqualTo(
            new Answer.Unfinished(
                EARLIER, Map.of(), Optional.of(new Cursor(ASKED, EARLIER, "t2"))));
  }
}
