package io.contacttree.aws.connect;

import io.contacttree.aws.json.JsonObject;
import io.contacttree.domain.contact.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The answer of GetAttachedFile as it is on the wire; a field that is not of the expected form is
 * absent.
 *
 * @param status the state of the file, as sent
 * @param url the link
 * @param expiresAt when the link expires
 * @param name the name under which the file was uploaded
 * @param sizeBytes how large the file is
 */
record FileAnswer(
    Optional<String> status,
    Optional<String> url,
    Optional<Instant> expiresAt,
    Optional<String> name,
    Optional<Long> sizeBytes)
    implements WireAnswer {

  /** Returns the answer, or empty where this is none. */
  static Optional<FileAnswer> parse(byte[] body) {
    return switch (JsonObject.read(new String(body, StandardCharsets.UTF_8))) {
      case JsonObject.Reading.Read(JsonObject file) -> Optional.of(of(file));
      case JsonObject.Reading.NotAnObject _, JsonObject.Reading.NotJson _ -> Optional.empty();
    };
  }

  private static FileAnswer of(JsonObject file) {
    Optional<JsonObject> download = file.object("DownloadUrlMetadata");
    return new FileAnswer(
        file.text("FileStatus").filter(text -> !text.isEmpty()),
        download.flatMap(metadata -> metadata.text("Url")).filter(text -> !text.isEmpty()),
        download.flatMap(metadata -> metadata.text("UrlExpiry")).flatMap(Timestamps::parse),
        file.text("FileName").filter(text -> !text.isEmpty()),
        file.integer("FileSizeInBytes").filter(size -> size >= 0));
  }

  @Override
  public int leftOut() {
    return 0;
  }

  /** Says nothing of the address, which is a credential. */
  @Override
  public String toString() {
    return "FileAnswer[status=" + status + "]";
  }
}
