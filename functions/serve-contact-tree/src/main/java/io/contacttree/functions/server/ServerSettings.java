package io.contacttree.functions.server;

import io.contacttree.lambda.settings.SettingReader;
import java.util.Map;
import java.util.Objects;

/**
 * What is set for the function that serves.
 *
 * @param region the Region of the table
 * @param tableName the name of the table
 * @param scope what a token lets its bearer read
 */
record ServerSettings(String region, String tableName, TokenScope scope) {

  ServerSettings {
    Objects.requireNonNull(region);
    Objects.requireNonNull(tableName);
    Objects.requireNonNull(scope);
  }

  /**
   * Returns what variables say, by the names of the function's environment variables.
   *
   * @throws IllegalArgumentException naming the variable that is missing or cannot be used
   */
  static ServerSettings of(Map<String, String> variables) {
    SettingReader read = new SettingReader(variables);
    return new ServerSettings(read.region(), read.tableName(), TokenScope.of(read));
  }
}
