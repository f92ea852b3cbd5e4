package io.contacttree.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectEnumsTest {

  @ParameterizedTest
  @CsvSource({"VOICE, VOICE", "Voice, VOICE", "voice, VOICE", "Chat, CHAT", "Task, TASK"})
  void knownChannelInAnyCase_isUpperCase(String sent, String kept) {
    assertThat(ConnectEnums.channel(sent)).isEqualTo(kept);
    assertThat(ConnectEnums.isKnownChannel(kept)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hologram", "VOICE ", "", "UNKNOWN"})
  void unknownChannel_isKeptAsSent(String sent) {
    assertThat(ConnectEnums.channel(sent)).isEqualTo(sent);
    assertThat(ConnectEnums.isKnownChannel(sent)).isFalse();
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
    assertThat(ConnectEnums.isKnownInitiationMethod(method)).isTrue();
    assertThat(ConnectEnums.initiationMethod(method.toLowerCase(java.util.Locale.ROOT)))
        .isEqualTo(method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Telepathy", "QUEUE-TRANSFER", ""})
  void unknownInitiationMethod_isKeptAsSent(String sent) {
    assertThat(ConnectEnums.initiationMethod(sent)).isEqualTo(sent);
    assertThat(ConnectEnums.isKnownInitiationMethod(sent)).isFalse();
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
    assertThat(ConnectEnums.isTransfer(method)).isEqualTo(transfer);
  }
}
