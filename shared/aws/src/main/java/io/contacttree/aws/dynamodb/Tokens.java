package io.contacttree.aws.dynamodb;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** What tells one write, or one holder of a lease, from all others. */
final class Tokens {
  private Tokens() {}

  /** Returns sixty-four random bits as eleven letters: a head is rewritten often and small. */
  static String random() {
    byte[] random =
        ByteBuffer.allocate(Long.BYTES)
            .putLong(UUID.randomUUID().getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
