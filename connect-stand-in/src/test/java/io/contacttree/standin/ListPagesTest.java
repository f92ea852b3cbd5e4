package io.contacttree.standin;

import static io.contacttree.standin.StandInFixture.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.ListAssociatedContactsResponse;

final class ListPagesTest {

  private StandInFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = StandInFixture.unlimited();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void pageSizeLeftOut_is25() throws Exception {
    fixture.contacts(chain(26));

    ListAssociatedContactsResponse first = fixture.page("c00");

    assertThat(first.contactSummaryList()).hasSize(25);
    assertThat(first.nextToken()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void pages_holdEveryContactOnceInOrderAndAFullLastOneHasNoToken(int size) throws Exception {
    fixture.contacts(chain(7));
    int expectedPages = (7 + size - 1) / size;

    List<String> ids = fixture.pages("c03", size, expectedPages);

    assertThat(ids).containsExactly("c00", "c01", "c02", "c03", "c04", "c05", "c06");
  }

  @Test
  void tokenOfAnotherContact_isRefused() throws Exception {
    fixture.contacts(chain(3));
    String token =
        fixture
            .connect
            .listAssociatedContacts(
                request -> request.instanceId(CENTRE).contactId("c00").maxResults(1))
            .nextToken();

    assertThatThrownBy(
            () ->
                fixture.connect.listAssociatedContacts(
                    request -> request.instanceId(CENTRE).contactId("c01").nextToken(token)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("NextToken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contactId=a&nextToken=nonsense",
        "contactId=a&nextToken=",
        "contactId=a&maxResults=0",
        "contactId=a&maxResults=101",
        "contactId=a&maxResults=ten",
        "contactId=",
        "",
      })
  void wrongParameter_isInvalid(String query) throws Exception {
    fixture.contacts("\"Id\":\"a\"");

    HttpResponse<String> response = fixture.get("/contact/associated/" + CENTRE + "?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("InvalidParameterException");
    assertThat(StandInFixture.JSON.readTree(response.body()).path("Message").asText()).isNotBlank();
  }

  @Test
  void tooLongIds_areInvalid() throws Exception {
    fixture.contacts("\"Id\":\"a\"");

    assertThat(
            fixture
                .get("/contact/associated/" + CENTRE + "?contactId=" + "x".repeat(257))
                .statusCode())
        .isEqualTo(400);
    assertThat(fixture.get("/contact/associated/" + "x".repeat(101) + "?contactId=a").statusCode())
        .isEqualTo(400);
  }

  @Test
  void tenThousandContactsInAChain_areListedInAHundredPages() throws Exception {
    String[] chain =
        IntStream.range(0, 10_000)
            .mapToObj(
                n ->
                    "\"Id\":\"c%05d\",\"PreviousContactId\":\"c%05d\",\"InitiationTimestamp\":%d"
                        .formatted(n, Math.max(0, n - 1), 1_700_000_000 + n))
            .toArray(String[]::new);
    fixture.contacts(chain);
    List<String> ids = fixture.pages("c05000", 100, 100);

    assertThat(ids).hasSize(10_000).doesNotHaveDuplicates().isSorted();
  }

  /** c00 ← c01 ← c02 … */
  private static String[] chain(int length) {
    return IntStream.range(0, length)
        .mapToObj(
            n ->
                "\"Id\":\"c%02d\",\"PreviousContactId\":\"c%02d\",\"InitiationTimestamp\":%d"
                    .formatted(n, Math.max(0, n - 1), 1_700_000_000 + n))
        .toArray(String[]::new);
  }
}
