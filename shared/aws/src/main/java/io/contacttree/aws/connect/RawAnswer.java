package io.contacttree.aws.connect;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;

/** The body of one answer as it was before it was sent. */
final class RawAnswer {
  /** Under which a request asks for its body. */
  static final ExecutionAttribute<RawAnswer> ATTRIBUTE =
      new ExecutionAttribute<>("io.contacttree.RawAnswer");

  /** The largest body that is read, in bytes; references hold at most a few kilobytes each. */
  static final int MOST_BYTES = 16 * 1024 * 1024;

  private volatile Optional<byte[]> body = Optional.empty();
  private volatile IntConsumer leftOut = _ -> {};

  /**
   * Returns what the body says; empty where none came, or it was too large or says nothing.
   *
   * @param reader reads a body
   */
  <T extends WireAnswer> Optional<T> read(Function<byte[], Optional<T>> reader) {
    Optional<T> answer = body.flatMap(reader);
    answer.map(WireAnswer::leftOut).filter(parts -> parts > 0).ifPresent(leftOut::accept);
    return answer;
  }

  /**
   * Keeps a body.
   *
   * @param hearer hears how many parts of it could not be read
   */
  void set(byte[] bytes, IntConsumer hearer) {
    leftOut = hearer;
    body = bytes.length > MOST_BYTES ? Optional.empty() : Optional.of(bytes);
  }
}
