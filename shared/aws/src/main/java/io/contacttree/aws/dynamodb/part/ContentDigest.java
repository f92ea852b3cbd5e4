package io.contacttree.aws.dynamodb.part;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The SHA-256 of attributes; equal for equal attributes in whatever order a map has them. */
final class ContentDigest {
  private final MessageDigest digest = sha256();

  private ContentDigest() {}

  /** Returns the digest of some attributes after a word that tells one writer from another. */
  static String of(String writer, Map<String, AttributeValue> attributes) {
    ContentDigest content = new ContentDigest();
    content.add('w', writer);
    content.add(attributes);
    return HexFormat.of().formatHex(content.digest.digest());
  }

  private void add(Map<String, AttributeValue> attributes) {
    add('M', attributes.size());
    new TreeMap<>(attributes)
        .forEach(
            (name, value) -> {
              add('k', name);
              add(value);
            });
  }

  private void add(AttributeValue value) {
    switch (value.type()) {
      case S -> add('S', value.s());
      case N -> add('N', value.n());
      case BOOL -> add('B', value.bool() ? 1 : 0);
      case L -> {
        add('L', value.l().size());
        value.l().forEach(this::add);
      }
      case M -> add(value.m());
      case B, SS, NS, BS, NUL, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("trees hold no " + value.type());
    }
  }

  private void add(char kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(kind, bytes.length);
    digest.update(bytes);
  }

  private void add(char kind, int number) {
    digest.update(ByteBuffer.allocate(6).putChar(kind).putInt(number).array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
