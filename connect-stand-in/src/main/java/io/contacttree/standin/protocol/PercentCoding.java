package io.contacttree.standin.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Percent-encoding of URLs (RFC 3986): a path is split while still raw, so that an encoded slash
 * stays inside its segment.
 */
public final class PercentCoding {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private PercentCoding() {}

  /** Returns the decoded segments of a raw path; a leading slash starts the first one. */
  public static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    int start = rawPath.startsWith("/") ? 1 : 0;
    while (true) {
      int slash = rawPath.indexOf('/', start);
      if (slash < 0) {
        segments.add(decode(rawPath.substring(start)));
        return List.copyOf(segments);
      }
      segments.add(decode(rawPath.substring(start, slash)));
      start = slash + 1;
    }
  }

  /** Returns the text with each {@code %XX} replaced by its byte, read as UTF-8. */
  public static String decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    int at = 0;
    while (at < raw.length()) {
      int value = raw.charAt(at) == '%' ? hexPair(raw, at + 1) : -1;
      if (value >= 0) {
        bytes.write(value);
        at += 3;
      } else {
        int next = raw.offsetByCodePoints(at, 1);
        bytes.writeBytes(raw.substring(at, next).getBytes(StandardCharsets.UTF_8));
        at = next;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Returns the text as one path segment: everything but unreserved characters encoded. */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xff);
      if (UNRESERVED.indexOf(character) >= 0) {
        encoded.append(character);
      } else {
        encoded.append('%').append(Character.toUpperCase(Character.forDigit(character >> 4, 16)));
        encoded.append(Character.toUpperCase(Character.forDigit(character & 0xf, 16)));
      }
    }
    return encoded.toString();
  }

  private static int hexPair(String raw, int at) {
    if (at + 2 > raw.length()) {
      return -1;
    }
    int high = Character.digit(raw.charAt(at), 16);
    int low = Character.digit(raw.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
