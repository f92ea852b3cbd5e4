package io.contacttree.functions.server;

import io.contacttree.lambda.settings.SettingReader;
import java.util.Map;
import java.util.Objects;

/**
 * What is set for the function that serves.
 *
 * @param settleMax how many settle reads a tree gets since its last news
 * @param retentionDays how long a tree is kept, 0 for ever
 */
record ServerSettings(String region, String tableName, int settleMax, int retentionDays) {

  ServerSettings {
    Objects.requireNonNull(region);
    Objects.requireNonNull(tableName);
  }

  /**
   * Returns what variables say, by the names of the function's environment variables.
   *
   * @throws IllegalArgumentException naming the variable that is missing or cannot be used
   */
  static ServerSettings of(Map<String, String> variables) {
    SettingReader read = new SettingReader(variables);
    return new ServerSettings(
        read.region(),
        read.tableName(),
        read.whole("SETTLE_MAX", 3, 0, 100),
        read.whole("RETENTION_DAYS", 730, 0, 36_500));
  }
}
