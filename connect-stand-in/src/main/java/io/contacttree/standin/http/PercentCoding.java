package io.contacttree.standin.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Percent-encoding of URLs (RFC 3986): a path is split while still raw, so that an encoded slash
 * stays inside its segment.
 */
public final class PercentCoding {
  private static final Pattern ESCAPES = Pattern.compile("(%[0-9A-Fa-f]{2})+");

  private PercentCoding() {}

  /** Returns the decoded segments of a raw path; a leading slash starts the first one. */
  public static List<String> segments(String rawPath) {
    String path = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
    return Stream.of(path.split("/", -1)).map(PercentCoding::decode).toList();
  }

  /** Returns the text with each {@code %XX} replaced by its byte, read as UTF-8. */
  public static String decode(String raw) {
    return ESCAPES
        .matcher(raw)
        .replaceAll(
            escapes ->
                Matcher.quoteReplacement(
                    URLDecoder.decode(escapes.group(), StandardCharsets.UTF_8)));
  }

  /** Returns the text as one path segment: everything but unreserved characters encoded. */
  public static String encode(String text) {
    // A form's encoding differs from a URL's in three characters.
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
