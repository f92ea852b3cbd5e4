package io.contacttree.functions.reacher;

import io.contacttree.aws.pacing.Quota;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reach.RefreshLimits;
import io.contacttree.domain.reference.ReferenceValues;
import io.contacttree.lambda.http.TokenScope;
import io.contacttree.lambda.settings.SettingReader;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is set for the function that reaches for files and refreshes.
 *
 * @param region the Region of everything
 * @param tableName the name of the table
 * @param queueUrl the queue of the building function
 * @param stage the name of this deployment
 * @param instance the one instance that is ours; empty where all of the account and Region are
 * @param scope what a token lets its bearer reach
 * @param files what all workers together may ask of GetAttachedFile; empty where that is not
 *     limited
 * @param limits how many refreshes are taken
 * @param values what happens to the values of references
 */
public record ReacherSettings(
    String region,
    String tableName,
    String queueUrl,
    String stage,
    Optional<InstanceId> instance,
    TokenScope scope,
    Optional<RateShare> files,
    RefreshLimits limits,
    ReferenceValues values) {
  /** The quota of both APIs in a new account. */
  private static final String USUAL = "2/5";

  private static final int MOST_A_MINUTE = 600;
  private static final int MOST_WAITING = 9_999;

  public ReacherSettings {
    Objects.requireNonNull(region);
    Objects.requireNonNull(tableName);
    Objects.requireNonNull(queueUrl);
    Objects.requireNonNull(stage);
    Objects.requireNonNull(instance);
    Objects.requireNonNull(scope);
    Objects.requireNonNull(files);
    Objects.requireNonNull(limits);
    Objects.requireNonNull(values);
  }

  /**
   * Returns what variables say, by the names of the function's environment variables.
   *
   * @throws IllegalArgumentException naming the variable that is missing or cannot be used
   */
  public static ReacherSettings of(Map<String, String> variables) {
    SettingReader read = new SettingReader(variables);
    return new ReacherSettings(
        read.region(),
        read.tableName(),
        read.queueUrl(),
        read.text("STAGE", "prod"),
        read.instance(),
        TokenScope.ofAuthorization(read),
        share(read, "GET_ATTACHED_FILE"),
        limits(read),
        read.as(
            "REFERENCE_VALUES",
            read.text("REFERENCE_VALUES", ""),
            ReferenceValues.FORM,
            ReferenceValues::parse));
  }

  private static RefreshLimits limits(SettingReader read) {
    int waiting = read.whole("BACKFILL_LIMIT", 0, 0, MOST_WAITING);
    Optional<RateShare> lists = share(read, "LIST_ASSOCIATED_CONTACTS");
    return new RefreshLimits(
        read.whole("REFRESHES_KNOWN", 60, 1, MOST_A_MINUTE),
        read.whole("REFRESHES_UNKNOWN", 10, 1, MOST_A_MINUTE),
        waiting > 0
            ? waiting
            : lists.map(share -> RefreshLimits.waitingAt(share.rate())).orElse(Long.MAX_VALUE));
  }

  /** The share of all workers together. */
  private static Optional<RateShare> share(SettingReader read, String api) {
    String name = "QUOTA_" + api;
    Optional<Quota> quota =
        read.as(name, read.text(name, USUAL), "rate/burst such as 2/5, or none", Quota::parse);
    double headroom = read.part("HEADROOM_" + api, 0.9);
    return quota.map(whole -> RateShare.share(whole, headroom, 1));
  }
}
