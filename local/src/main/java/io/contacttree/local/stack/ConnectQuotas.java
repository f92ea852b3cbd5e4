package io.contacttree.local.stack;

import io.contacttree.standin.StandInOptions;
import io.contacttree.standin.protocol.ConnectApi;
import io.contacttree.standin.quota.Quota;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Quotas of Amazon Connect's operations that differ from its own, each as RATE/BURST or none.
 *
 * @param byApi the operations that differ; the others keep Amazon Connect's quotas
 */
public record ConnectQuotas(Map<ConnectApi, String> byApi) {

  /** Checks and copies. */
  public ConnectQuotas {
    byApi = Map.copyOf(byApi);
    byApi.values().forEach(ConnectQuotas::check);
  }

  /**
   * Checks one quota.
   *
   * @param text RATE/BURST such as 2/5, or none
   * @throws IllegalArgumentException saying what it must look like
   */
  public static void check(String text) {
    io.contacttree.aws.pacing.Quota.parse(text);
  }

  /**
   * Returns the settings of the functions that these are; operations that no function calls have
   * none.
   */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    for (ConnectApi api :
        new ConnectApi[] {
          ConnectApi.LIST_ASSOCIATED_CONTACTS, ConnectApi.LIST_CONTACT_REFERENCES
        }) {
      Optional.ofNullable(byApi.get(api))
          .ifPresent(quota -> settings.put("QUOTA_" + api.name().toUpperCase(Locale.ROOT), quota));
    }
    return settings;
  }

  /** Returns the stand-in's options with these quotas. */
  StandInOptions on(StandInOptions options) {
    Map<ConnectApi, Quota> quotas = new EnumMap<>(ConnectApi.class);
    byApi.forEach((api, text) -> quotas.put(api, Quota.parse(text)));
    StandInOptions changed = options;
    for (Map.Entry<ConnectApi, Quota> quota : quotas.entrySet()) {
      changed = changed.withQuota(quota.getKey(), quota.getValue());
    }
    return changed;
  }
}
