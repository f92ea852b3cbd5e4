package io.contacttree.domain.reach;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.ContactTree;
import java.util.Objects;

/**
 * How ARNs begin where the product runs.
 *
 * @param partition the partition, such as {@code aws}
 * @param region the Region
 * @param account the AWS account
 */
public record ArnBeginning(String partition, String region, String account) {
  private static final int PARTS = 5;

  public ArnBeginning {
    Objects.requireNonNull(partition);
    Objects.requireNonNull(region);
    Objects.requireNonNull(account);
  }

  /**
   * Returns how an ARN begins.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static ArnBeginning of(String arn) {
    String[] parts = arn.split(":", -1);
    if (parts.length < PARTS) {
      throw new IllegalArgumentException("not an ARN: " + arn);
    }
    return new ArnBeginning(parts[1], parts[3], parts[4]);
  }

  /**
   * Returns the ARN of a contact; account and Region are those of its tree where these are known.
   */
  String ofContact(ContactTree tree, ContactId contact) {
    return "arn:%s:connect:%s:%s:instance/%s/contact/%s"
        .formatted(
            partition,
            tree.region().orElse(region),
            tree.account().orElse(account),
            tree.instance().value(),
            contact.value());
  }
}
