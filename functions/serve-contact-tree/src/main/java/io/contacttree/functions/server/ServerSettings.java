package io.contacttree.functions.server;

import io.contacttree.lambda.http.TokenScope;
import io.contacttree.lambda.settings.SettingReader;
import java.util.Map;
import java.util.Objects;

/**
 * What is set for the function that serves.
 *
 * @param region the Region of the table
 * @param tableName the name of the table
 * @param scope what a token lets its bearer read
 * @param cursorSecret from which the key of cursors is made
 */
record ServerSettings(String region, String tableName, TokenScope scope, String cursorSecret) {
  private static final int SHORTEST_SECRET = 32;

  ServerSettings {
    Objects.requireNonNull(region);
    Objects.requireNonNull(tableName);
    Objects.requireNonNull(scope);
    Objects.requireNonNull(cursorSecret);
  }

  /**
   * Returns what variables say, by the names of the function's environment variables.
   *
   * @throws IllegalArgumentException naming the variable that is missing or cannot be used
   */
  static ServerSettings of(Map<String, String> variables) {
    SettingReader read = new SettingReader(variables);
    return new ServerSettings(
        read.region(), read.tableName(), TokenScope.of(read), cursorSecret(read));
  }

  private static String cursorSecret(SettingReader read) {
    String form = "a random text of at least " + SHORTEST_SECRET + " characters";
    String secret = read.required("CURSOR_SECRET", form);
    if (secret.length() < SHORTEST_SECRET) {
      // What was set is a secret, so the message does not show it.
      throw new IllegalArgumentException("CURSOR_SECRET is too short: set it to " + form);
    }
    return secret;
  }

  /** Says nothing of the secret. */
  @Override
  public String toString() {
    return "ServerSettings[region=" + region + ", tableName=" + tableName + "]";
  }
}
