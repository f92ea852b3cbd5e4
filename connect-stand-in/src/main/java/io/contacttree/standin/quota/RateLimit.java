package io.contacttree.standin.quota;

import io.contacttree.standin.protocol.ConnectApi;
import java.util.EnumMap;
import java.util.Map;

/** How often one operation may be called by everyone together. */
public sealed interface RateLimit {
  /**
   * A token bucket.
   *
   * @param rate tokens a second, above 0
   * @param burst the most tokens it holds, at least 1
   */
  record Limited(double rate, double burst) implements RateLimit {
    /** Checks both numbers. */
    public Limited {
      if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("rate must be above 0, not " + rate);
      }
      if (!(burst >= 1 && burst < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("burst must be at least 1, not " + burst);
      }
    }
  }

  /** No limit. */
  record Unlimited() implements RateLimit {}

  /**
   * Reads {@code RATE/BURST} such as {@code 2/5}, or {@code none}.
   *
   * @throws IllegalArgumentException with a message that says what to write instead
   */
  static RateLimit parse(String text) {
    if (text.equals("none")) {
      return new Unlimited();
    }
    int slash = text.indexOf('/');
    try {
      if (slash > 0) {
        return new Limited(
            Double.parseDouble(text.substring(0, slash)),
            Double.parseDouble(text.substring(slash + 1)));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(form(text), e);
    }
    throw new IllegalArgumentException(form(text));
  }

  /** Returns Amazon Connect's own quotas, each for one account and Region. */
  static Map<ConnectApi, RateLimit> ofAmazonConnect() {
    Map<ConnectApi, RateLimit> quotas = new EnumMap<>(ConnectApi.class);
    quotas.put(ConnectApi.LIST_ASSOCIATED_CONTACTS, new Limited(2, 5));
    quotas.put(ConnectApi.LIST_CONTACT_REFERENCES, new Limited(10, 15));
    quotas.put(ConnectApi.DESCRIBE_CONTACT, new Limited(10, 15));
    quotas.put(ConnectApi.SEARCH_CONTACTS, new Limited(0.5, 1));
    quotas.put(ConnectApi.GET_ATTACHED_FILE, new Limited(2, 5));
    return quotas;
  }

  private static String form(String text) {
    return "a quota is RATE/BURST such as 2/5, or none; not \"" + text + "\"";
  }
}
