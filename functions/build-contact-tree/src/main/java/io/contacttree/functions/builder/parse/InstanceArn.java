package io.contacttree.functions.builder.parse;

import io.contacttree.domain.contact.InstanceId;
import java.util.Optional;

/**
 * The ARN of an Amazon Connect instance.
 *
 * @param id the id in it
 * @param arn the ARN up to and with the id
 */
record InstanceArn(InstanceId id, String arn) {
  // Amazon's own samples sometimes write "arn:aws::connect:", so positions of colons tell nothing.
  private static final String BEFORE_ID = ":instance/";

  /**
   * Returns the ARN, or empty where no valid id stands between {@code :instance/} and the next
   * slash.
   */
  static Optional<InstanceArn> parse(String text) {
    int marker = text.indexOf(BEFORE_ID);
    if (marker < 0) {
      return Optional.empty();
    }
    int from = marker + BEFORE_ID.length();
    int slash = text.indexOf('/', from);
    int to = slash < 0 ? text.length() : slash;
    return InstanceId.parse(text.substring(from, to))
        .map(id -> new InstanceArn(id, text.substring(0, to)));
  }
}
