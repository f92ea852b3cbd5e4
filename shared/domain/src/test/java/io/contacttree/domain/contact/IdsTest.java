package io.contacttree.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {
  private static final String LONGEST_CONTACT = "c".repeat(256);
  private static final String LONGEST_INSTANCE = "i".repeat(100);

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "-", "_", "9d3bbd1d-8d2a-4d19-91b2-f7f8a0d0c001", "AZaz09_-"})
  void idOfAllowedCharacters_isKeptAsSent(String text) {
    assertThat(new ContactId(text)).hasToString(text);
    assertThat(new InstanceId(text)).hasToString(text);
    assertThat(ContactId.parse(text)).contains(new ContactId(text));
    assertThat(InstanceId.parse(text)).contains(new InstanceId(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a/b", "a#b", "a\n", "\na", "a?", "a%2Fb", "é", "a.b", "*"})
  void idOfOtherCharacters_isRefused(String text) {
    assertThat(ContactId.parse(text)).isEmpty();
    assertThat(InstanceId.parse(text)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContactId(text))
        .withMessage("contact id must be 1 to 256 characters of A-Z a-z 0-9 _ -");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InstanceId(text))
        .withMessage("instance id must be 1 to 100 characters of A-Z a-z 0-9 _ -");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "null",
        "Undefined",
        "NONE",
        "nil",
        "N/A",
        "n/a",
        "\tnone\n",
        " 00000000-0000-0000-0000-000000000000 "
      })
  void idForNothing_isNoneWhereASourceGivesIt(String text) {
    assertThat(ContactId.standsForNothing(text)).isTrue();
    assertThat(ContactId.given(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "n-a", "null0", "00000000-0000-0000-0000-00000000000"})
  void idThatIsNotOneForNothing_isKeptWhereASourceGivesIt(String text) {
    assertThat(ContactId.standsForNothing(text)).isFalse();
    assertThat(ContactId.given(text)).contains(new ContactId(text));
  }

  @Test
  void longestId_isKeptAndOneLongerIsRefused() {
    assertThat(ContactId.parse(LONGEST_CONTACT)).isPresent();
    assertThat(ContactId.parse(LONGEST_CONTACT + "c")).isEmpty();
    assertThat(InstanceId.parse(LONGEST_INSTANCE)).isPresent();
    assertThat(InstanceId.parse(LONGEST_INSTANCE + "i")).isEmpty();
  }

  @Test
  void idsSorted_byTheirBytes() {
    List<String> byBytes = List.of("-", "0", "9", "A", "AA", "Z", "_", "a", "z");
    assertThat(Stream.of("z", "_", "AA", "a", "-", "Z", "9", "A", "0").map(ContactId::new).sorted())
        .extracting(ContactId::value)
        .isEqualTo(byBytes);
    assertThat(
            Stream.of("z", "_", "AA", "a", "-", "Z", "9", "A", "0").map(InstanceId::new).sorted())
        .extracting(InstanceId::value)
        .isEqualTo(byBytes);
  }
}
