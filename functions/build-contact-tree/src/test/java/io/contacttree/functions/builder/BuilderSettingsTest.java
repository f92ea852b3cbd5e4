package io.contacttree.functions.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.aws.connect.ConnectShares;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.flow.BuildSettings;
import io.contacttree.domain.reference.ReferenceValues;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BuilderSettingsTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "AWS_REGION", "us-east-1",
          "TABLE_NAME", "trees",
          "QUEUE_URL", "http://127.0.0.1/queue",
          "CONNECT_INSTANCE_ID", "*");

  @Test
  void nothingElseSet_isTheProductionDefault() {
    assertThat(BuilderSettings.of(REQUIRED))
        .isEqualTo(
            new BuilderSettings(
                "us-east-1",
                "trees",
                "http://127.0.0.1/queue",
                Optional.empty(),
                "prod",
                new ConnectShares(
                    Optional.of(new RateShare(0.9, 2)), Optional.of(new RateShare(4.5, 6))),
                new BuildSettings(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(15)),
                3,
                730,
                ReferenceValues.KEEP_ALL));
  }

  @Test
  void whatIsSet_isTaken() {
    BuilderSettings settings =
        BuilderSettings.of(
            Map.ofEntries(
                Map.entry("AWS_REGION", "eu-west-1"),
                Map.entry("TABLE_NAME", "trees"),
                Map.entry("QUEUE_URL", "http://127.0.0.1:9324/123456789012/contacts"),
                Map.entry("CONNECT_INSTANCE_ID", "instance-1"),
                Map.entry("STAGE", "test"),
                Map.entry("MAXIMUM_CONCURRENCY", "1"),
                Map.entry("QUOTA_LIST_ASSOCIATED_CONTACTS", "20/50"),
                Map.entry("HEADROOM_LIST_ASSOCIATED_CONTACTS", "0.5"),
                Map.entry("QUOTA_LIST_CONTACT_REFERENCES", "none"),
                Map.entry("READ_LAG_SECONDS", "1"),
                Map.entry("SETTLE_FIRST_SECONDS", "3"),
                Map.entry("SETTLE_LONGEST_SECONDS", "30"),
                Map.entry("SETTLE_MAX", "0"),
                Map.entry("RETRY_DELAY_FIRST_SECONDS", "1"),
                Map.entry("RETRY_DELAY_LONGEST_SECONDS", "10"),
                Map.entry("RETENTION_DAYS", "0"),
                Map.entry("REFERENCE_VALUES", "EMAIL=HASH")));

    assertThat(settings)
        .isEqualTo(
            new BuilderSettings(
                "eu-west-1",
                "trees",
                "http://127.0.0.1:9324/123456789012/contacts",
                Optional.of(new InstanceId("instance-1")),
                "test",
                new ConnectShares(Optional.of(new RateShare(10, 25)), Optional.empty()),
                new BuildSettings(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10)),
                0,
                0,
                ReferenceValues.parse("EMAIL=HASH")));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "MAXIMUM_CONCURRENCY, 0, \"MAXIMUM_CONCURRENCY is 0: set it to a whole number from 1 to 1000\"",
        "MAXIMUM_CONCURRENCY, two, \"MAXIMUM_CONCURRENCY is 'two': set it to a whole number from 1 to 1000\"",
        "QUOTA_LIST_ASSOCIATED_CONTACTS, 2, \"QUOTA_LIST_ASSOCIATED_CONTACTS is '2': set it to rate/burst such as 2/5, or none\"",
        "QUOTA_LIST_CONTACT_REFERENCES, 0/5, \"QUOTA_LIST_CONTACT_REFERENCES is '0/5': set it to rate/burst such as 10/15, or none\"",
        "HEADROOM_LIST_ASSOCIATED_CONTACTS, 1.1, \"HEADROOM_LIST_ASSOCIATED_CONTACTS is 1.1: set it to a number more than 0 and at most 1, such as 0.9\"",
        "HEADROOM_LIST_CONTACT_REFERENCES, NaN, \"HEADROOM_LIST_CONTACT_REFERENCES is NaN: set it to a number more than 0 and at most 1, such as 0.9\"",
        "HEADROOM_LIST_CONTACT_REFERENCES, 90, \"HEADROOM_LIST_CONTACT_REFERENCES is 90.0: set it to a number more than 0 and at most 1, such as 0.9\"",
        "READ_LAG_SECONDS, -1, \"READ_LAG_SECONDS is -1: set it to a whole number from 0 to 900\"",
        "SETTLE_LONGEST_SECONDS, 60, \"SETTLE_LONGEST_SECONDS is less than SETTLE_FIRST_SECONDS: set it to at least 120\"",
        "RETRY_DELAY_LONGEST_SECONDS, 5, \"RETRY_DELAY_LONGEST_SECONDS is less than RETRY_DELAY_FIRST_SECONDS: set it to at least 30\"",
        "SETTLE_MAX, 1.5, \"SETTLE_MAX is '1.5': set it to a whole number from 0 to 100\"",
        "RETENTION_DAYS, never, \"RETENTION_DAYS is 'never': set it to a whole number from 0 to 36500\"",
        "REFERENCE_VALUES, EMAIL=BURN, \"REFERENCE_VALUES is 'EMAIL=BURN': set it to types with KEEP, HASH or DROP such as EMAIL=HASH,URL=DROP, or nothing\"",
        "CONNECT_INSTANCE_ID, a/b, \"CONNECT_INSTANCE_ID is 'a/b': set it to the id of an Amazon Connect instance, or * for all\"",
      })
  void unusableSetting_isNamedWithWhatToSet(String name, String value, String message) {
    assertThatThrownBy(() -> BuilderSettings.of(complete(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_REGION, an AWS Region such as us-east-1",
    "TABLE_NAME, the name of the DynamoDB table",
    "QUEUE_URL, the address of the SQS queue",
    "CONNECT_INSTANCE_ID, 'the id of an Amazon Connect instance, or * for all'",
  })
  void missingSetting_isNamedWithWhatToSet(String name, String form) {
    assertThatThrownBy(() -> BuilderSettings.of(complete(name, " ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(name + " is not set: set it to " + form);
  }

  private static Map<String, String> complete(String name, String value) {
    Map<String, String> variables = new TreeMap<>(REQUIRED);
    variables.put(name, value);
    return variables;
  }
}
