package io.contacttree.domain.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contacttree.domain.contact.ConnectEnums;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceTypesTest {
  private static final ReferenceTypes TYPES = ReferenceTypes.DOCUMENTED;
  private static final List<String> SIX =
      List.of("URL", "ATTACHMENT", "NUMBER", "STRING", "DATE", "EMAIL");
  private static final List<String> OF_EMAIL =
      List.of(
          "CONTACT_ANALYSIS",
          "EMAIL_MESSAGE",
          "EMAIL_MESSAGE_PLAIN_TEXT",
          "EMAIL_MESSAGE_PLAIN_TEXT_REDACTED",
          "EMAIL_MESSAGE_REDACTED");

  @ParameterizedTest
  @ValueSource(strings = {"VOICE", "CHAT", "TASK"})
  void contactThatIsNoEmail_isAskedForSixTypesInOneCall(String channel) {
    assertThat(TYPES.of(channel)).isEqualTo(Set.copyOf(SIX));
    assertThat(TYPES.isUsual(TYPES.of(channel))).isTrue();
    assertThat(TYPES.calls(TYPES.of(channel))).containsExactly(SIX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EMAIL", ConnectEnums.NOT_SAID, "HOLOGRAM", "Voice"})
  void emailOrUnknownChannel_isAskedForElevenTypesInTwoCalls(String channel) {
    assertThat(TYPES.of(channel)).hasSize(11).containsAll(SIX).containsAll(OF_EMAIL);
    assertThat(TYPES.isUsual(TYPES.of(channel))).isFalse();
    assertThat(TYPES.calls(TYPES.of(channel))).containsExactly(SIX, OF_EMAIL);
  }

  @Test
  void fewerTypes_areAskedForInNoMoreCallsThanTheyNeed() {
    assertThat(TYPES.calls(Set.of())).isEmpty();
    assertThat(TYPES.calls(Set.of("EMAIL", "URL"))).containsExactly(List.of("URL", "EMAIL"));
    assertThat(TYPES.calls(Set.of("EMAIL_MESSAGE"))).containsExactly(List.of("EMAIL_MESSAGE"));
    assertThat(TYPES.isUsual(Set.of("URL"))).isFalse();
  }

  @Test
  void moreFurtherTypesThanOneCallTakes_goInSeveralCalls() {
    Set<String> types = new TreeSet<>(OF_EMAIL);
    types.addAll(List.of("X_1", "X_2"));
    List<List<String>> calls = TYPES.calls(types);
    assertThat(calls).hasSize(2);
    assertThat(calls).allMatch(call -> call.size() <= ReferenceTypes.MOST_IN_ONE_CALL);
    assertThat(calls.stream().flatMap(List::stream).toList()).containsExactlyElementsOf(types);
  }

  @Test
  void tableWithSevenTypesForOneCall_isRefused() {
    List<String> seven = List.of("A", "B", "C", "D", "E", "F", "G");
    List<String> six = seven.subList(0, 6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReferenceTypes(seven, List.of(), Set.of()))
        .withMessage("one call takes at most six reference types");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReferenceTypes(List.of(), seven, Set.of()));
    assertThat(new ReferenceTypes(six, six, Set.of()).of("VOICE")).hasSize(6);
  }
}
