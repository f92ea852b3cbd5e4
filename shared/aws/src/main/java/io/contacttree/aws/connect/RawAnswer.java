package io.contacttree.aws.connect;

import java.util.Optional;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;

/** The body of one answer as it came over the wire. */
final class RawAnswer {
  /** Under which a request asks for its body. */
  static final ExecutionAttribute<RawAnswer> ATTRIBUTE =
      new ExecutionAttribute<>("io.contacttree.RawAnswer");

  /** The largest body that is read, in bytes; references hold at most a few kilobytes each. */
  static final int MOST_BYTES = 16 * 1024 * 1024;

  private volatile Optional<byte[]> body = Optional.empty();

  /** Returns the body; empty where none came or it was too large. */
  Optional<byte[]> body() {
    return body;
  }

  void set(byte[] bytes) {
    body = bytes.length > MOST_BYTES ? Optional.empty() : Optional.of(bytes);
  }
}
