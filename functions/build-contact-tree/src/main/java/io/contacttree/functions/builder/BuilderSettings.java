package io.contacttree.functions.builder;

import io.contacttree.aws.connect.ConnectShares;
import io.contacttree.aws.pacing.Quota;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.flow.BuildSettings;
import io.contacttree.domain.reference.ReferenceValues;
import io.contacttree.lambda.settings.SettingReader;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is set for the function that builds.
 *
 * @param instance the one instance that is ours; empty where all of the account and Region are
 * @param stage the name of this deployment
 * @param shares what this worker may ask of Amazon Connect
 * @param delays how long building waits for what
 * @param settleMax how many settle reads a tree gets since its last news
 * @param retentionDays how long a tree is kept, 0 for ever
 * @param referenceValues what happens to the values of references
 */
public record BuilderSettings(
    String region,
    String tableName,
    String queueUrl,
    Optional<InstanceId> instance,
    String stage,
    ConnectShares shares,
    BuildSettings delays,
    int settleMax,
    int retentionDays,
    ReferenceValues referenceValues) {

  public BuilderSettings {
    Objects.requireNonNull(region);
    Objects.requireNonNull(tableName);
    Objects.requireNonNull(queueUrl);
    Objects.requireNonNull(instance);
    Objects.requireNonNull(stage);
    Objects.requireNonNull(shares);
    Objects.requireNonNull(delays);
    Objects.requireNonNull(referenceValues);
  }

  /**
   * Returns what variables say, by the names of the function's environment variables.
   *
   * @throws IllegalArgumentException naming the variable that is missing or cannot be used
   */
  public static BuilderSettings of(Map<String, String> variables) {
    SettingReader read = new SettingReader(variables);
    return new BuilderSettings(
        read.region(),
        read.tableName(),
        read.queueUrl(),
        read.instance(),
        read.text("STAGE", "prod"),
        shares(read),
        delays(read),
        read.whole("SETTLE_MAX", 3, 0, 100),
        read.whole("RETENTION_DAYS", 730, 0, 36_500),
        read.as(
            "REFERENCE_VALUES",
            read.text("REFERENCE_VALUES", ""),
            ReferenceValues.FORM,
            ReferenceValues::parse));
  }

  private static ConnectShares shares(SettingReader read) {
    int workers = read.whole("MAXIMUM_CONCURRENCY", 2, 1, 1000);
    return new ConnectShares(
        share(read, "LIST_ASSOCIATED_CONTACTS", "2/5", workers),
        share(read, "LIST_CONTACT_REFERENCES", "10/15", workers));
  }

  private static Optional<RateShare> share(
      SettingReader read, String api, String usual, int workers) {
    String name = "QUOTA_" + api;
    Optional<Quota> quota =
        read.as(
            name,
            read.text(name, usual),
            "rate/burst such as " + usual + ", or none",
            Quota::parse);
    double headroom = read.part("HEADROOM_" + api, 0.9);
    return quota.map(whole -> RateShare.share(whole, headroom, workers));
  }

  private static BuildSettings delays(SettingReader read) {
    Duration settleFirst = read.seconds("SETTLE_FIRST_SECONDS", 120);
    Duration retryFirst = read.seconds("RETRY_DELAY_FIRST_SECONDS", 30);
    return new BuildSettings(
        read.seconds("READ_LAG_SECONDS", 10),
        settleFirst,
        read.secondsFrom("SETTLE_FIRST_SECONDS", settleFirst, "SETTLE_LONGEST_SECONDS", 900),
        retryFirst,
        read.secondsFrom(
            "RETRY_DELAY_FIRST_SECONDS", retryFirst, "RETRY_DELAY_LONGEST_SECONDS", 900));
  }
}
