package io.contacttree.standin.files;

import io.contacttree.standin.http.PercentCoding;
import io.contacttree.standin.http.Query;
import io.contacttree.standin.protocol.Seal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Signs links to files and checks them when they are followed. */
public final class FileLinks {
  /** Where links start on the stand-in's port. */
  public static final String PATH = "/_stand-in/files/";

  private static final int SEGMENTS = 6;

  private final Seal seal = new Seal();

  /**
   * Returns path and query of a link.
   *
   * @param file what it leads to
   * @param now when it was made, which is part of its path
   * @param validFor how long it works; whole seconds
   */
  public String sign(FileName file, Instant now, Duration validFor) {
    String path =
        PATH
            + now.toEpochMilli()
            + "/"
            + PercentCoding.encode(file.instanceId())
            + "/"
            + PercentCoding.encode(file.contactId())
            + "/"
            + PercentCoding.encode(file.fileId());
    String expires = Long.toString(validFor.toSeconds());
    return path + "?X-Amz-Expires=" + expires + "&X-Amz-Signature=" + signature(path, expires);
  }

  /** Checks a link that is followed. */
  public Followed follow(String rawPath, Query query, Instant now) {
    String expires = query.first("X-Amz-Expires").orElse("");
    byte[] given = query.first("X-Amz-Signature").orElse("").getBytes(StandardCharsets.UTF_8);
    byte[] expected = signature(rawPath, expires).getBytes(StandardCharsets.UTF_8);
    List<String> segments = PercentCoding.segments(rawPath);
    if (!MessageDigest.isEqual(given, expected) || segments.size() != SEGMENTS) {
      return new Followed.Refused("The signature does not belong to this link; ask for a new one.");
    }
    Instant made = Instant.ofEpochMilli(Long.parseLong(segments.get(2)));
    if (now.isAfter(made.plusSeconds(Long.parseLong(expires)))) {
      return new Followed.Refused("This link has expired; ask for a new one.");
    }
    return new Followed.Valid(new FileName(segments.get(3), segments.get(4), segments.get(5)));
  }

  private String signature(String path, String expires) {
    return HexFormat.of()
        .formatHex(seal.of((path + "\n" + expires).getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Which file a link leads to.
   *
   * @param instanceId the instance of the contact
   * @param contactId the contact that the file belongs to
   * @param fileId the file
   */
  public record FileName(String instanceId, String contactId, String fileId) {
    /** Returns the text of the file: the stand-in keeps no files, every one tells its own name. */
    public String text() {
      return "File " + fileId + " of contact " + contactId + " of instance " + instanceId + "\n";
    }
  }

  /** What following a link came to. */
  public sealed interface Followed {
    /**
     * It works.
     *
     * @param file what it leads to
     */
    record Valid(FileName file) implements Followed {}

    /**
     * It does not.
     *
     * @param reason says why and what to do
     */
    record Refused(String reason) implements Followed {}
  }
}
