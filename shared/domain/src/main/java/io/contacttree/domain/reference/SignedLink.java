package io.contacttree.domain.reference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Addresses whose query carries a signature: whoever has such an address has the file behind it.
 *
 * <p>{@code X-Amz-Signature} (Amazon S3), {@code Signature} with {@code Expires} or {@code
 * Key-Pair-Id} (older S3, Amazon CloudFront), {@code sig} with {@code se} (Azure); names in any
 * letter case, percent-encoded or not. An address within the query counts too, such as one to which
 * another leads.
 */
final class SignedLink {
  /** So often may an address be encoded within another one. */
  private static final int MOST_ENCODINGS = 4;

  private static final int HEX = 16;

  private SignedLink() {}

  /** Returns an address that carries a signature without its query, and any other text as it is. */
  static String withoutSignature(String value) {
    return isSigned(value) ? withoutQuery(value) : value;
  }

  /** Returns what stands before the first {@code ?}. */
  static String withoutQuery(String value) {
    int query = value.indexOf('?');
    return query < 0 ? value : value.substring(0, query);
  }

  private static boolean isSigned(String value) {
    int query = value.indexOf('?');
    if (query < 0 || !isWebAddress(value.substring(0, query).strip())) {
      return false;
    }
    String text = value.substring(query + 1);
    for (int encodings = 0; encodings <= MOST_ENCODINGS; encodings++) {
      if (namesASignature(text)) {
        return true;
      }
      text = decoded(text);
    }
    return false;
  }

  private static boolean isWebAddress(String text) {
    return text.regionMatches(true, 0, "http://", 0, "http://".length())
        || text.regionMatches(true, 0, "https://", 0, "https://".length());
  }

  private static boolean namesASignature(String query) {
    Set<String> names =
        Arrays.stream(query.split("[?&;#]"))
            .map(parameter -> parameter.split("=", 2)[0].strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return names.contains("x-amz-signature")
        || (names.contains("signature")
            && (names.contains("expires") || names.contains("key-pair-id")))
        || (names.contains("sig") && names.contains("se"));
  }

  /** Decodes what is percent-encoded, one character for each byte: names are ASCII. */
  private static String decoded(String text) {
    StringBuilder decoded = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      int high = text.charAt(at) == '%' && at + 2 < text.length() ? digit(text, at + 1) : -1;
      int low = high < 0 ? -1 : digit(text, at + 2);
      if (low < 0) {
        decoded.append(text.charAt(at));
      } else {
        decoded.append((char) (high * HEX + low));
        at += 2;
      }
    }
    return decoded.toString();
  }

  private static int digit(String text, int at) {
    return Character.digit(text.charAt(at), HEX);
  }
}
