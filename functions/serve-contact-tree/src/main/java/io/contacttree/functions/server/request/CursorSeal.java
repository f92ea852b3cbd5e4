package io.contacttree.functions.server.request;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.find.TreeQuery;
import io.contacttree.domain.store.Place;
import io.contacttree.domain.store.TreeIndex.HandledBy;
import io.contacttree.domain.tree.TreeState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals cursors, so that they tell nothing and nobody can make or change one: AES-GCM, bound to the
 * instance. Safe for several threads.
 *
 * <p>The parameters of the list are inside, since a caller may leave them out of the next request.
 */
public final class CursorSeal {
  private static final String CIPHER = "AES/GCM/NoPadding";

  /**
   * AES-GCM takes 96 bits (NIST SP 800-38D); drawn at random they suffice for 2³² cursors a key.
   */
  private static final int NONCE_BYTES = 12;

  private static final int TAG_BITS = 128;

  /** Raised with every change of what is inside; a cursor of another version does not open. */
  private static final String VERSION = "contact-tree cursor 1 ";

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /**
   * Creates a seal.
   *
   * @param secret a text that nobody can guess; another one ends all cursors
   */
  public CursorSeal(String secret) {
    try {
      this.key =
          new SecretKeySpec(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)),
              "AES");
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** Returns a cursor in characters that a query takes as they are. */
  public String seal(Cursor cursor) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, cursor.query().instance()).doFinal(encode(cursor));
      byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
      System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** Returns what was sealed for an instance with this key, exactly as it was handed out. */
  public Optional<Cursor> open(InstanceId instance, String text) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(text);
      // The last character has bits that decoding does not look at.
      boolean isAsWritten =
          Base64.getUrlEncoder().withoutPadding().encodeToString(all).equals(text);
      if (!isAsWritten || all.length <= NONCE_BYTES + TAG_BITS / Byte.SIZE) {
        return Optional.empty();
      }
      byte[] opened =
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_BYTES), instance)
              .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
      return Optional.of(decode(instance, opened));
    } catch (AEADBadTagException | IllegalArgumentException notOurs) {
      return Optional.empty();
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, InstanceId instance)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((VERSION + instance.value()).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] encode(Cursor cursor) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      TreeQuery query = cursor.query();
      out.writeLong(cursor.madeAt().getEpochSecond());
      out.writeLong(query.from().toEpochMilli());
      out.writeLong(query.to().toEpochMilli());
      out.writeLong(cursor.after().at().toEpochMilli());
      out.writeUTF(cursor.after().id().value());
      out.writeByte(cursor.limit());
      write(out, query.handledBy().flatMap(HandledBy::agent));
      write(out, query.handledBy().flatMap(HandledBy::queue));
      write(out, query.channel());
      write(out, query.state().map(TreeState::name));
    } catch (IOException memoryDoesNotFail) {
      throw new UncheckedIOException(memoryDoesNotFail);
    }
    return bytes.toByteArray();
  }

  private static Cursor decode(InstanceId instance, byte[] opened) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(opened))) {
      Instant madeAt = Instant.ofEpochSecond(in.readLong());
      Instant from = Instant.ofEpochMilli(in.readLong());
      Instant to = Instant.ofEpochMilli(in.readLong());
      Place after = new Place(Instant.ofEpochMilli(in.readLong()), new ContactId(in.readUTF()));
      int limit = in.readByte();
      Optional<String> agent = read(in);
      Optional<String> queue = read(in);
      return new Cursor(
          new TreeQuery(
              instance,
              from,
              to,
              handledBy(agent, queue),
              read(in),
              read(in).map(TreeState::valueOf)),
          limit,
          after,
          madeAt);
    } catch (IOException whatWeSealedIsWhole) {
      throw new UncheckedIOException(whatWeSealedIsWhole);
    }
  }

  /** Returns whose contacts are listed, where an agent or a queue is given. */
  static Optional<HandledBy> handledBy(Optional<String> agent, Optional<String> queue) {
    return agent.isEmpty() && queue.isEmpty()
        ? Optional.empty()
        : Optional.of(new HandledBy(agent, queue));
  }

  private static void write(DataOutputStream out, Optional<String> text) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) {
      out.writeUTF(text.get());
    }
  }

  private static Optional<String> read(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
  }
}
