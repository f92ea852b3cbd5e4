package io.contacttree.standin.quirk;

import io.contacttree.standin.contacts.StoredReference;
import io.contacttree.standin.protocol.ConnectApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the service differs from its plain self.
 *
 * @param readLag what it shows of a contact just ended; empty: the truth
 * @param list how ListAssociatedContacts differs
 * @param lateReferences how long after a contact's end, or its POST if later, references stay
 *     hidden
 * @param unknown values that no client knows yet
 * @param purgeBefore contacts initiated before this time are forgotten, yet still connect others
 * @param latency how long an answer takes
 * @param errors errors to answer instead, the first that fits
 */
public record Quirks(
    Optional<ReadLag> readLag,
    ListQuirks list,
    Optional<Duration> lateReferences,
    Unknown unknown,
    Optional<Instant> purgeBefore,
    Latency latency,
    List<ErrorRule> errors) {
  /** Copies the list, so that quirks never change. */
  public Quirks {
    errors = List.copyOf(errors);
  }

  /**
   * What the service shows of a contact for a while after its end.
   *
   * @param time how long
   * @param mode how
   */
  public record ReadLag(Duration time, Mode mode) {
    /** How a contact just ended shows. */
    public enum Mode {
      /** As one that has not ended. */
      OPEN,
      /** Not in lists; asked by its own id, as it is. */
      ABSENT,
      /** Not in lists; asked by its own id, unknown. */
      NOT_FOUND
    }
  }

  /**
   * How ListAssociatedContacts differs.
   *
   * @param self whether the queried contact is listed
   * @param followRelated whether related contacts' ids connect
   * @param shuffleSeed lists in an order of this seed; empty: earliest first
   * @param duplicates lists every contact once more after all the others
   * @param endToken what the last page has for a token; empty: none
   */
  public record ListQuirks(
      boolean self,
      boolean followRelated,
      OptionalLong shuffleSeed,
      boolean duplicates,
      Optional<EndToken> endToken) {
    /** What the last page has for a token. */
    public enum EndToken {
      /** An empty text. */
      EMPTY,
      /** The token that leads to this same page again. */
      REPEAT
    }

    /** None of them. */
    static final ListQuirks NONE =
        new ListQuirks(true, true, OptionalLong.empty(), false, Optional.empty());
  }

  /**
   * Values that no client knows yet.
   *
   * @param channel in place of every channel in an answer
   * @param initiationMethod in place of every initiation method in an answer
   * @param reference one more in every answer with references
   */
  public record Unknown(
      Optional<String> channel,
      Optional<String> initiationMethod,
      Optional<StoredReference> reference) {}

  /**
   * How long an answer takes.
   *
   * @param byApi for that operation
   * @param others for all others
   */
  public record Latency(Map<ConnectApi, Duration> byApi, Duration others) {
    /** Copies, so that it never changes. */
    public Latency {
      byApi = Map.copyOf(byApi);
    }

    /** Returns how long an answer of that operation takes. */
    public Duration of(ConnectApi api) {
      return byApi.getOrDefault(api, others);
    }
  }

  /**
   * An error to answer instead.
   *
   * @param api the operation; empty: every one
   * @param contactId the contact asked for; empty: any
   * @param page the page asked for, the first being 1; empty: any
   * @param status the HTTP status, 400 to 599; 0: the connection is closed without an answer
   * @param type the exception type
   * @param times how often; empty: always
   */
  public record ErrorRule(
      Optional<ConnectApi> api,
      Optional<String> contactId,
      Optional<Integer> page,
      int status,
      String type,
      Optional<Integer> times) {
    boolean fits(ConnectApi called, Optional<String> contact, Optional<Integer> pageAsked) {
      return (api.isEmpty() || api.get() == called)
          && (contactId.isEmpty() || contactId.equals(contact))
          && (page.isEmpty() || page.equals(pageAsked));
    }
  }
}
