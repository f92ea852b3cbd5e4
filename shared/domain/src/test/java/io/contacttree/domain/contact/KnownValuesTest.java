package io.contacttree.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownValuesTest {

  @ParameterizedTest
  @CsvSource({"VOICE, VOICE", "Voice, VOICE", "voice, VOICE", "Chat, CHAT", "Task, TASK"})
  void knownChannelInAnyCase_isUpperCase(String sent, String kept) {
    assertThat(KnownValues.channel(sent)).isEqualTo(kept);
    assertThat(KnownValues.isKnownChannel(kept)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hologram", "VOICE ", "", "UNKNOWN"})
  void unknownChannel_isKeptAsSent(String sent) {
    assertThat(KnownValues.channel(sent)).isEqualTo(sent);
    assertThat(KnownValues.isKnownChannel(sent)).isFalse();
  }

  /** Service model of Amazon Connect, enumeration ContactInitiationMethod. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "INBOUND",
        "OUTBOUND",
        "TRANSFER",
        "QUEUE_TRANSFER",
        "CALLBACK",
        "API",
        "DISCONNECT",
        "MONITOR",
        "EXTERNAL_OUTBOUND",
        "WEBRTC_API",
        "AGENT_REPLY",
        "FLOW"
      })
  void documentedInitiationMethod_isKnown(String method) {
    assertThat(KnownValues.isKnownInitiationMethod(method)).isTrue();
    assertThat(KnownValues.initiationMethod(method.toLowerCase(java.util.Locale.ROOT)))
        .isEqualTo(method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Telepathy", "QUEUE-TRANSFER", ""})
  void unknownInitiationMethod_isKeptAsSent(String sent) {
    assertThat(KnownValues.initiationMethod(sent)).isEqualTo(sent);
    assertThat(KnownValues.isKnownInitiationMethod(sent)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "TRANSFER, true",
    "QUEUE_TRANSFER, true",
    "INBOUND, false",
    "CALLBACK, false",
    "Transfer, false"
  })
  void onlyTransfersOfBothKinds_countAsTransfer(String method, boolean transfer) {
    assertThat(KnownValues.isTransfer(method)).isEqualTo(transfer);
  }
}
