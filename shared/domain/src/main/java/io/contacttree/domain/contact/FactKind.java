package io.contacttree.domain.contact;

import java.util.Optional;

/** What a fact is made of; the one place that tells which values a fact can have. */
public enum FactKind {
  /** Any text, as sent. */
  TEXT,
  /** A channel, {@link ConnectEnums#NOT_SAID} where no source names one. */
  CHANNEL,
  /** An initiation method, {@link ConnectEnums#NOT_SAID} where no source names one. */
  INITIATION_METHOD,
  /** The bare id of another contact; none that stands for nothing. */
  CONTACT_ID,
  /** A time in the form of {@link Timestamps#format}. */
  TIME;

  /**
   * Returns a value in the form the document shows, or empty where it can be none of this kind; a
   * value that has this form already is returned as it is.
   */
  public Optional<String> normalised(String sent) {
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    return switch (this) {
      case TEXT -> Optional.of(sent);
      case CHANNEL -> Optional.of(ConnectEnums.channel(sent));
      case INITIATION_METHOD -> Optional.of(ConnectEnums.initiationMethod(sent));
      case CONTACT_ID -> ContactId.given(sent).map(ContactId::value);
      case TIME -> Timestamps.parse(sent).map(Timestamps::format);
    };
  }

  /** Returns whether the service model names the value; where it lists none, every value counts. */
  public boolean isDocumented(String value) {
    return switch (this) {
      case TEXT, CONTACT_ID, TIME -> true;
      case CHANNEL -> ConnectEnums.isKnownChannel(value);
      case INITIATION_METHOD -> ConnectEnums.isKnownInitiationMethod(value);
    };
  }

  /** Returns what the document shows where no source has named a value; empty for nothing. */
  public Optional<String> unsaid() {
    return switch (this) {
      case TEXT, CONTACT_ID, TIME -> Optional.empty();
      case CHANNEL, INITIATION_METHOD -> Optional.of(ConnectEnums.NOT_SAID);
    };
  }
}
