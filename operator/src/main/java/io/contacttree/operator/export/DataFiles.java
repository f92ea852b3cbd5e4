package io.contacttree.operator.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/** Lines in gzipped files of at most 50,000 each, at least one file; each with its MD5. */
final class DataFiles implements AutoCloseable {
  private static final int LINES_A_FILE = 50_000;
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final String keyPrefix;
  private final List<Written> written = new ArrayList<>();
  private Optional<OpenFile> open;
  private long bytes;

  /**
   * A finished file.
   *
   * @param key where it is, under the folder of all exports
   * @param items how many lines it has
   * @param md5 of the file as it lies there, in Base64
   * @param etag the same in hexadecimal digits
   */
  record Written(String key, long items, String md5, String etag) {}

  private static final class OpenFile {
    final String name;
    final MessageDigest digest = md5();
    final OutputStream stream;
    long items;

    OpenFile(Path folder) throws IOException {
      name = UUID.randomUUID().toString().replace("-", "") + ".json.gz";
      stream =
          new GZIPOutputStream(
              new DigestOutputStream(Files.newOutputStream(folder.resolve(name)), digest), BUFFER);
    }
  }

  DataFiles(Path folder, String keyPrefix) throws IOException {
    this.folder = folder;
    this.keyPrefix = keyPrefix;
    Files.createDirectories(folder);
    open = Optional.of(new OpenFile(folder));
  }

  void add(byte[] line) throws IOException {
    if (open.isEmpty() || open.get().items == LINES_A_FILE) {
      close();
      open = Optional.of(new OpenFile(folder));
    }
    OpenFile file = open.get();
    file.stream.write(line);
    file.stream.write('\n');
    file.items++;
    bytes += line.length + 1L;
  }

  List<Written> written() {
    return List.copyOf(written);
  }

  long items() {
    return written.stream().mapToLong(Written::items).sum();
  }

  /** Returns how many bytes the lines have. */
  long bytes() {
    return bytes;
  }

  /** Ends the file under way, if there is one. */
  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      OpenFile file = open.get();
      open = Optional.empty();
      file.stream.close();
      byte[] md5 = file.digest.digest();
      written.add(
          new Written(
              keyPrefix + file.name,
              file.items,
              Base64.getEncoder().encodeToString(md5),
              HexFormat.of().formatHex(md5)));
    }
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has MD5", impossible);
    }
  }
}
