package io.contacttree.local.stack;

import io.contacttree.aws.pacing.Quota;
import io.contacttree.standin.StandInOptions;
import io.contacttree.standin.protocol.ConnectApi;
import io.contacttree.standin.quota.RateLimit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Quotas of Amazon Connect's operations that differ from its own, each as RATE/BURST or none.
 *
 * @param byApi the operations that differ; the others keep Amazon Connect's quotas
 */
public record ConnectQuotas(Map<ConnectApi, String> byApi) {
  private static final String NONE = "none";

  /** Copies. */
  public ConnectQuotas {
    byApi = Map.copyOf(byApi);
  }

  /**
   * Reads quotas written as API=RATE/BURST, API=none, or none for all; the last one for an API
   * holds.
   *
   * @throws UnusableInputException saying what to write
   */
  public static ConnectQuotas read(List<String> texts) {
    Map<ConnectApi, String> quotas = new EnumMap<>(ConnectApi.class);
    for (String text : texts) {
      if (text.equals(NONE)) {
        for (ConnectApi api : ConnectApi.values()) {
          quotas.put(api, NONE);
        }
        continue;
      }
      int equals = text.indexOf('=');
      ConnectApi api =
          ConnectApi.named(text.substring(0, Math.max(equals, 0)))
              .orElseThrow(
                  () ->
                      new UnusableInputException(
                          "--quota "
                              + text
                              + ": write API=RATE/BURST or API=none; the APIs are "
                              + ConnectApi.allNames()
                              + "."));
      String quota = text.substring(equals + 1);
      try {
        limit(quota);
      } catch (IllegalArgumentException malformed) {
        throw new UnusableInputException(
            "--quota " + text + ": " + malformed.getMessage(), malformed);
      }
      quotas.put(api, quota);
    }
    return new ConnectQuotas(quotas);
  }

  /**
   * Returns the settings of the functions that these are; operations that no function calls have
   * none.
   */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(byApi.size());
    byApi.forEach((api, quota) -> settings.put("QUOTA_" + api.name(), quota));
    settings
        .keySet()
        .retainAll(
            List.of(
                "QUOTA_LIST_ASSOCIATED_CONTACTS",
                "QUOTA_LIST_CONTACT_REFERENCES",
                "QUOTA_GET_ATTACHED_FILE"));
    return settings;
  }

  /** Returns the stand-in's options with these quotas. */
  StandInOptions on(StandInOptions options) {
    StandInOptions changed = options;
    for (Map.Entry<ConnectApi, String> quota : byApi.entrySet()) {
      changed = changed.withQuota(quota.getKey(), limit(quota.getValue()));
    }
    return changed;
  }

  private static RateLimit limit(String text) {
    return Quota.parse(text)
        .<RateLimit>map(quota -> new RateLimit.Limited(quota.rate(), quota.burst()))
        .orElseGet(RateLimit.Unlimited::new);
  }
}
