package io.contacttree.lambda.settings;

import io.contacttree.domain.contact.InstanceId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the settings of a function, by the names of its environment variables.
 *
 * <p>One that is missing or cannot be used gives an {@link IllegalArgumentException} that names the
 * variable and says what to set. White space around a value does not count, and an empty value is
 * none.
 *
 * @param variables the variables, such as the environment
 */
public record SettingReader(Map<String, String> variables) {
  private static final int LONGEST_SECONDS = 900;

  public SettingReader {
    variables = Map.copyOf(variables);
  }

  /** Returns the Region of all clients ({@code AWS_REGION}). */
  public String region() {
    return required("AWS_REGION", "an AWS Region such as us-east-1");
  }

  /** Returns the name of the table ({@code TABLE_NAME}). */
  public String tableName() {
    return required("TABLE_NAME", "the name of the DynamoDB table");
  }

  /** Returns the address of the queue of the building function ({@code QUEUE_URL}). */
  public String queueUrl() {
    return required("QUEUE_URL", "the address of the SQS queue");
  }

  /**
   * Returns the one instance that is ours ({@code CONNECT_INSTANCE_ID}); empty where all of the
   * account and Region are.
   */
  public Optional<InstanceId> instance() {
    String name = "CONNECT_INSTANCE_ID";
    String form = "the id of an Amazon Connect instance, or * for all";
    String text = required(name, form);
    return text.equals("*") ? Optional.empty() : Optional.of(as(name, text, form, InstanceId::new));
  }

  /** Returns a text, or the other one where it is not set. */
  public String text(String name, String otherwise) {
    return given(name).orElse(otherwise);
  }

  /** Returns a text that must be set. */
  public String required(String name, String form) {
    return given(name).orElseThrow(() -> wrong(name, "is not set", form));
  }

  /** Returns a whole number from {@code least} to {@code most}. */
  public int whole(String name, int otherwise, int least, int most) {
    String form = "a whole number from " + least + " to " + most;
    int value = as(name, text(name, Integer.toString(otherwise)), form, Integer::parseInt);
    if (value < least || value > most) {
      throw wrong(name, "is " + value, form);
    }
    return value;
  }

  /** Returns a part of a whole: more than 0 and at most 1. */
  public double part(String name, double otherwise) {
    String form = "a number more than 0 and at most 1, such as 0.9";
    double value = as(name, text(name, Double.toString(otherwise)), form, Double::parseDouble);
    if (!(value > 0 && value <= 1)) {
      throw wrong(name, "is " + value, form);
    }
    return value;
  }

  /** Returns whole seconds, at most a quarter of an hour. */
  public Duration seconds(String name, int otherwise) {
    return Duration.ofSeconds(whole(name, otherwise, 0, LONGEST_SECONDS));
  }

  /** Returns seconds that must not be fewer than those of another setting. */
  public Duration secondsFrom(String lowerName, Duration lower, String name, int otherwise) {
    Duration value = seconds(name, otherwise);
    if (value.compareTo(lower) < 0) {
      throw new IllegalArgumentException(
          name + " is less than " + lowerName + ": set it to at least " + lower.toSeconds());
    }
    return value;
  }

  /**
   * Returns what a text means.
   *
   * @param form what the text must look like
   * @param parse throws {@link IllegalArgumentException} where it does not
   */
  public <T> T as(String name, String text, String form, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException unusable) {
      throw wrong(name, "is '" + text + "'", form);
    }
  }

  private Optional<String> given(String name) {
    return Optional.ofNullable(variables.get(name))
        .map(String::trim)
        .filter(text -> !text.isEmpty());
  }

  private static IllegalArgumentException wrong(String name, String state, String form) {
    return new IllegalArgumentException(name + " " + state + ": set it to " + form);
  }
}
