package io.contacttree.domain.tree;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an Amazon Connect ARN that the document shows.
 *
 * @param region the Region
 * @param account the AWS account, 12 digits
 */
record ConnectArn(String region, String account) {
  // Amazon's own samples sometimes write "arn:aws::connect:", so empty fields between the first two
  // are let through.
  private static final Pattern PARTS =
      Pattern.compile("arn:[a-z-]+:{1,2}connect:([a-z0-9-]+):(\\d{12}):instance/.+");

  static Optional<ConnectArn> parse(String arn) {
    Matcher parts = PARTS.matcher(arn);
    return parts.matches()
        ? Optional.of(new ConnectArn(parts.group(1), parts.group(2)))
        : Optional.empty();
  }
}
