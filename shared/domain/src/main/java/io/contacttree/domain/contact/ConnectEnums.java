package io.contacttree.domain.contact;

import java.util.Locale;
import java.util.Set;

/**
 * The enumeration values that Amazon Connect documents today (service model of 2026); others are
 * kept as sent.
 *
 * <p>Source: Amazon Connect API Reference, AssociatedContactSummary, members Channel and
 * InitiationMethod.
 */
public final class ConnectEnums {
  /** What stands in the document where no source has named a channel or an initiation method. */
  public static final String NOT_SAID = "UNKNOWN";

  private static final Set<String> CHANNELS = Set.of("VOICE", "CHAT", "TASK", "EMAIL");

  private static final Set<String> INITIATION_METHODS =
      Set.of(
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
          "FLOW");

  private static final Set<String> TRANSFERS = Set.of("TRANSFER", "QUEUE_TRANSFER");

  private ConnectEnums() {}

  /**
   * Returns a known channel in upper case ({@code Voice} is {@code VOICE}), an unknown one as sent.
   */
  static String channel(String sent) {
    return knownOrAsSent(CHANNELS, sent);
  }

  /** Returns a known initiation method in upper case, an unknown one as sent. */
  static String initiationMethod(String sent) {
    return knownOrAsSent(INITIATION_METHODS, sent);
  }

  /** Returns whether the channel is one that the service model names. */
  static boolean isKnownChannel(String channel) {
    return CHANNELS.contains(channel);
  }

  /** Returns whether the initiation method is one that the service model names. */
  static boolean isKnownInitiationMethod(String method) {
    return INITIATION_METHODS.contains(method);
  }

  /** Returns whether a contact of this initiation method counts as a transfer. */
  public static boolean isTransfer(String method) {
    return TRANSFERS.contains(method);
  }

  private static String knownOrAsSent(Set<String> known, String sent) {
    String upper = sent.toUpperCase(Locale.ROOT);
    return known.contains(upper) ? upper : sent;
  }
}
