package io.contacttree.aws.json;

import io.contacttree.domain.connect.AttachedFiles;
import io.contacttree.domain.contact.Timestamps;
import java.util.OptionalLong;

/** Writes the answers about files and refreshes as JSON: no white space, keys in a fixed order. */
public final class ReachJson {
  private ReachJson() {}

  /** Returns a link to a file. */
  public static String write(AttachedFiles.Answer.Link link) {
    return ListJson.written(
        json -> {
          json.writeStringField("url", link.url());
          json.writeStringField("expires_at", Timestamps.format(link.expiresAt()));
          if (link.name().isPresent()) {
            json.writeStringField("name", link.name().get());
          }
          if (link.sizeBytes().isPresent()) {
            json.writeNumberField("size_bytes", link.sizeBytes().get());
          }
        });
  }

  /**
   * Returns what became of a refresh.
   *
   * @param retryAfterSeconds where it was not queued, in which time the next one can be
   */
  public static String refresh(OptionalLong retryAfterSeconds) {
    return ListJson.written(
        json -> {
          json.writeBooleanField("queued", retryAfterSeconds.isEmpty());
          if (retryAfterSeconds.isPresent()) {
            json.writeNumberField("retry_after_seconds", retryAfterSeconds.getAsLong());
          }
        });
  }
}
