package io.contacttree.aws.pacing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The quota of one API for a whole AWS account and Region: a token bucket.
 *
 * <p>Source: Amazon Connect service quotas, API throttling.
 *
 * @param rate requests per second, more than 0 and at most a million
 * @param burst requests at once, 1 to a million
 */
public record Quota(double rate, long burst) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,6})?)/(\\d{1,7})");
  private static final double MOST = 1_000_000;

  public Quota {
    if (!(rate > 0 && rate <= MOST)) {
      throw new IllegalArgumentException("the rate must be more than 0 and at most 1000000");
    }
    if (burst < 1 || burst > MOST) {
      throw new IllegalArgumentException("the burst must be 1 to 1000000");
    }
  }

  /**
   * Reads a quota written as rate and burst, such as {@code 2/5}; {@code none} is no quota.
   *
   * @throws IllegalArgumentException saying what the text must look like
   */
  public static Optional<Quota> parse(String text) {
    if (text.equals("none")) {
      return Optional.empty();
    }
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("must be rate/burst such as 2/5, or none");
    }
    return Optional.of(
        new Quota(Double.parseDouble(parts.group(1)), Long.parseLong(parts.group(2))));
  }
}
