package io.contacttree.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.model.ListAssociatedContactsResponse;

final class ListQuirksTest {

  private StandInFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = StandInFixture.unlimited();
    fixture.fiveContacts();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void selfFalse_leavesTheQueriedContactOut() throws Exception {
    fixture.quirks("{\"list\":{\"self\":false}}");

    assertThat(fixture.listed("c")).containsExactly("a", "b", "d", "e");
  }

  @Test
  void followRelatedFalse_cutsTheTreeAtRelatedLinks() throws Exception {
    fixture.quirks("{\"list\":{\"follow_related\":false}}");

    assertThat(fixture.listed("b")).containsExactly("a", "b", "c");
    assertThat(fixture.listed("e")).containsExactly("d", "e");
  }

  @Test
  void shuffleSeed_givesOneOrderOfTheSameContactsOverAllPages() throws Exception {
    fixture.quirks("{\"list\":{\"shuffle_seed\":7}}");
    List<String> whole = fixture.listed("a");

    assertThat(whole)
        .containsExactlyInAnyOrder("a", "b", "c", "d", "e")
        .isNotEqualTo(List.of("a", "b", "c", "d", "e"));
    assertThat(fixture.pages("a", 2, 3)).containsExactlyElementsOf(whole);
  }

  @Test
  void duplicates_listEveryContactTwiceOverThePages() throws Exception {
    fixture.quirks("{\"list\":{\"duplicates\":true}}");

    assertThat(fixture.pages("a", 5, 2))
        .containsExactly("a", "b", "c", "d", "e", "a", "b", "c", "d", "e");
  }

  @Test
  void endTokenEmpty_isOnTheLastPageOnly() throws Exception {
    fixture.quirks("{\"list\":{\"end_token\":\"EMPTY\"}}");

    ListAssociatedContactsResponse first = fixture.page("a", 3, null);
    ListAssociatedContactsResponse last = fixture.page("a", 3, first.nextToken());

    assertThat(first.nextToken()).isNotEmpty();
    assertThat(last.nextToken()).isEmpty();
  }

  @Test
  void endTokenRepeat_leadsToTheLastPageAgain() throws Exception {
    fixture.quirks("{\"list\":{\"end_token\":\"REPEAT\"}}");

    ListAssociatedContactsResponse first = fixture.page("a", 3, null);
    ListAssociatedContactsResponse last = fixture.page("a", 3, first.nextToken());
    ListAssociatedContactsResponse again = fixture.page("a", 3, last.nextToken());

    assertThat(last.nextToken()).isEqualTo(first.nextToken());
    assertThat(again.nextToken()).isEqualTo(last.nextToken());
    assertThat(again.contactSummaryList()).isEqualTo(last.contactSummaryList());
  }

  @Test
  void endTokenRepeat_ofASinglePageRepeatsFromTheSecondCall() throws Exception {
    fixture.quirks("{\"list\":{\"end_token\":\"REPEAT\"}}");

    ListAssociatedContactsResponse only = fixture.page("a", 100, null);
    ListAssociatedContactsResponse again = fixture.page("a", 100, only.nextToken());

    assertThat(only.nextToken()).isNotEmpty();
    assertThat(again.nextToken()).isEqualTo(only.nextToken());
    assertThat(again.contactSummaryList()).isEqualTo(only.contactSummaryList());
  }
}
