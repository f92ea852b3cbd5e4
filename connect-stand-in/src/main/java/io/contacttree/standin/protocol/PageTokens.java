package io.contacttree.standin.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Opaque page tokens, each bound to the query it was issued for; no other stand-in's are accepted.
 */
public final class PageTokens {
  private static final int POSITION_BYTES = 8;
  private static final int SEAL_BYTES = 16;

  private final Seal seal = new Seal();

  /** Returns the token for that position in the answers to that query. */
  public String issue(String query, Position position) {
    byte[] payload =
        ByteBuffer.allocate(POSITION_BYTES)
            .putInt(position.offset())
            .putInt(position.page())
            .array();
    byte[] token = Arrays.copyOf(payload, POSITION_BYTES + SEAL_BYTES);
    System.arraycopy(seal(query, payload), 0, token, POSITION_BYTES, SEAL_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** Returns the position of a token issued for that query, empty for any other text. */
  public Optional<Position> read(String query, String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != POSITION_BYTES + SEAL_BYTES) {
      return Optional.empty();
    }
    byte[] payload = Arrays.copyOf(bytes, POSITION_BYTES);
    byte[] expected = Arrays.copyOf(seal(query, payload), SEAL_BYTES);
    if (!Arrays.equals(expected, Arrays.copyOfRange(bytes, POSITION_BYTES, bytes.length))) {
      return Optional.empty();
    }
    ByteBuffer position = ByteBuffer.wrap(payload);
    return Optional.of(new Position(position.getInt(), position.getInt()));
  }

  private byte[] seal(String query, byte[] payload) {
    return seal.of(payload, query.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Where a page starts.
   *
   * @param offset the number of entries before it
   * @param page its number, the first page being 1
   */
  public record Position(int offset, int page) {
    /** The first page. */
    public static final Position FIRST = new Position(0, 1);

    /** Returns where the page after this one starts, when this one holds so many entries. */
    public Position next(int entries) {
      return new Position(offset + entries, page + 1);
    }
  }
}
