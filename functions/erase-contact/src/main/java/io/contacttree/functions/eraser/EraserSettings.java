package io.contacttree.functions.eraser;

import io.contacttree.domain.erase.Copy;
import io.contacttree.lambda.http.TokenScope;
import io.contacttree.lambda.settings.SettingReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is set for the function that erases.
 *
 * @param region the Region of everything
 * @param tableName the name of the table
 * @param queueUrl the queue of the building function
 * @param scope what a token lets its bearer reach
 * @param settleMax the settle reads a tree may have since its last news
 * @param settleFirst after which time a tree that is not complete is looked at again
 * @param retentionDays how long trees are kept, 0 for ever
 * @param copyDays for how many days copies stay where they are, 0 where none are made
 */
record EraserSettings(
    String region,
    String tableName,
    String queueUrl,
    TokenScope scope,
    int settleMax,
    Duration settleFirst,
    int retentionDays,
    Map<Copy.Where, Integer> copyDays) {
  private static final int LONGEST_DAYS = 36_500;

  EraserSettings {
    Objects.requireNonNull(region);
    Objects.requireNonNull(tableName);
    Objects.requireNonNull(queueUrl);
    Objects.requireNonNull(scope);
    Objects.requireNonNull(settleFirst);
    Map<Copy.Where, Integer> copy = new EnumMap<>(Copy.Where.class);
    copy.putAll(copyDays);
    copyDays = Collections.unmodifiableMap(copy);
  }

  /**
   * Returns what variables say, by the names of the function's environment variables.
   *
   * @throws IllegalArgumentException naming the variable that is missing or cannot be used
   */
  static EraserSettings of(Map<String, String> variables) {
    SettingReader read = new SettingReader(variables);
    Map<Copy.Where, Integer> copyDays = new EnumMap<>(Copy.Where.class);
    for (Copy.Where where : Copy.Where.values()) {
      copyDays.put(where, read.whole(where.name() + "_DAYS", 0, 0, LONGEST_DAYS));
    }
    if (!isExporting(read)) {
      copyDays.put(Copy.Where.EXPORTS, 0);
    }
    return new EraserSettings(
        read.region(),
        read.tableName(),
        read.queueUrl(),
        TokenScope.ofAuthorization(read),
        read.whole("SETTLE_MAX", 3, 0, 100),
        read.seconds("SETTLE_FIRST_SECONDS", 120),
        read.whole("RETENTION_DAYS", 730, 0, LONGEST_DAYS),
        copyDays);
  }

  private static boolean isExporting(SettingReader read) {
    return read.as(
        "DAILY_EXPORT",
        read.text("DAILY_EXPORT", "ENABLED"),
        "ENABLED or DISABLED",
        text ->
            switch (text) {
              case "ENABLED" -> true;
              case "DISABLED" -> false;
              default -> throw new IllegalArgumentException(text);
            });
  }

  /** Returns which copies there may be of what is erased now. */
  List<Copy> copies(Instant now) {
    List<Copy> copies = new ArrayList<>();
    copyDays.forEach(
        (where, days) -> {
          if (days > 0) {
            copies.add(new Copy(where, now.plus(Duration.ofDays(days))));
          }
        });
    return copies;
  }
}
