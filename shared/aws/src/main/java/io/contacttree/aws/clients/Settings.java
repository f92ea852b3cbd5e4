package io.contacttree.aws.clients;

import io.contacttree.aws.pacing.Quota;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.ReferenceValues;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a function, by the names of its environment variables.
 *
 * <p>Each is read when it is asked for; one that is missing or cannot be used gives an {@link
 * IllegalArgumentException} that names the variable and says what to set.
 */
public final class Settings {
  private static final int LONGEST_SECONDS = 900;

  private final SettingReader read;

  /** Creates settings from variables, such as the environment. */
  public Settings(Map<String, String> variables) {
    this.read = new SettingReader(Map.copyOf(variables));
  }

  /** Returns the Region of all clients ({@code AWS_REGION}). */
  public String region() {
    return read.required("AWS_REGION", "an AWS Region such as us-east-1");
  }

  /** Returns the name of the table ({@code TABLE_NAME}). */
  public String tableName() {
    return read.required("TABLE_NAME", "the name of the DynamoDB table");
  }

  /** Returns the address of the queue of claims ({@code QUEUE_URL}). */
  public String queueUrl() {
    return read.required("QUEUE_URL", "the address of the SQS queue");
  }

  /**
   * Returns the one instance that is ours, or empty where all of the account and Region are ({@code
   * CONNECT_INSTANCE_ID}, an id or {@code *}).
   */
  public Optional<InstanceId> instance() {
    String form = "the id of an Amazon Connect instance, or * for all";
    String text = read.required("CONNECT_INSTANCE_ID", form);
    return text.equals("*")
        ? Optional.empty()
        : Optional.of(read.as("CONNECT_INSTANCE_ID", text, form, InstanceId::new));
  }

  /** Returns the name of this deployment ({@code STAGE}, prod unless set). */
  public String stage() {
    return read.text("STAGE", "prod");
  }

  /** Returns how many workers run at most at the same time ({@code MAXIMUM_CONCURRENCY}). */
  public int maximumConcurrency() {
    return read.whole("MAXIMUM_CONCURRENCY", 2, 1, 1000);
  }

  /** Returns this worker's share of ListAssociatedContacts, or empty where it is not limited. */
  public Optional<RateShare> listAssociatedContacts() {
    return share("LIST_ASSOCIATED_CONTACTS", "2/5");
  }

  /** Returns this worker's share of ListContactReferences, or empty where it is not limited. */
  public Optional<RateShare> listContactReferences() {
    return share("LIST_CONTACT_REFERENCES", "10/15");
  }

  /** Returns how long the queue holds every message back ({@code WINDOW_SECONDS}). */
  public Duration window() {
    return seconds("WINDOW_SECONDS", 20);
  }

  /**
   * Returns how long after a contact's end a list is sure to show it ({@code READ_LAG_SECONDS}).
   */
  public Duration readLag() {
    return seconds("READ_LAG_SECONDS", 10);
  }

  /** Returns the delay of the first settle read ({@code SETTLE_FIRST_SECONDS}). */
  public Duration settleFirst() {
    return seconds("SETTLE_FIRST_SECONDS", 120);
  }

  /** Returns the longest delay of a settle read ({@code SETTLE_LONGEST_SECONDS}). */
  public Duration settleLongest() {
    return notBelow(
        "SETTLE_LONGEST_SECONDS",
        seconds("SETTLE_LONGEST_SECONDS", LONGEST_SECONDS),
        "SETTLE_FIRST_SECONDS",
        settleFirst());
  }

  /** Returns how many settle reads a tree gets since its last news ({@code SETTLE_MAX}). */
  public int settleMax() {
    return read.whole("SETTLE_MAX", 3, 0, 100);
  }

  /** Returns the delay before a message's second delivery ({@code RETRY_DELAY_FIRST_SECONDS}). */
  public Duration retryDelayFirst() {
    return seconds("RETRY_DELAY_FIRST_SECONDS", 30);
  }

  /** Returns the longest delay between deliveries ({@code RETRY_DELAY_LONGEST_SECONDS}). */
  public Duration retryDelayLongest() {
    return notBelow(
        "RETRY_DELAY_LONGEST_SECONDS",
        seconds("RETRY_DELAY_LONGEST_SECONDS", LONGEST_SECONDS),
        "RETRY_DELAY_FIRST_SECONDS",
        retryDelayFirst());
  }

  /** Returns how long a tree is kept, or empty for ever ({@code RETENTION_DAYS}, 0 for ever). */
  public Optional<Period> retention() {
    int days = read.whole("RETENTION_DAYS", 730, 0, 36_500);
    return days == 0 ? Optional.empty() : Optional.of(Period.ofDays(days));
  }

  /** Returns what happens to the values of references ({@code REFERENCE_VALUES}, empty keeps). */
  public ReferenceValues referenceValues() {
    return read.as(
        "REFERENCE_VALUES",
        read.text("REFERENCE_VALUES", ""),
        "types with KEEP, HASH or DROP such as EMAIL=HASH,URL=DROP, or nothing",
        ReferenceValues::parse);
  }

  SettingReader reader() {
    return read;
  }

  private Optional<RateShare> share(String api, String quota) {
    String quotaName = "QUOTA_" + api;
    Optional<Quota> whole =
        read.as(
            quotaName,
            read.text(quotaName, quota),
            "rate/burst such as " + quota + ", or none",
            Quota::parse);
    double headroom = read.part("HEADROOM_" + api, 0.9);
    int workers = maximumConcurrency();
    return whole.map(found -> RateShare.share(found, headroom, workers));
  }

  private Duration seconds(String name, int otherwise) {
    return Duration.ofSeconds(read.whole(name, otherwise, 0, LONGEST_SECONDS));
  }

  private static Duration notBelow(String name, Duration value, String lowerName, Duration lower) {
    if (value.compareTo(lower) < 0) {
      throw new IllegalArgumentException(
          name + " is less than " + lowerName + ": set it to at least " + lower.toSeconds());
    }
    return value;
  }
}
