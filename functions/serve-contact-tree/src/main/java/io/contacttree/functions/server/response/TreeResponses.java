package io.contacttree.functions.server.response;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.aws.json.DocumentJson;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.lambda.http.IfNoneMatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * The answers that carry a document, or say that the caller has it already.
 *
 * <p>The tag is the SHA-256 of the document's bytes: it changes exactly when what is served
 * changes, bookkeeping included, and is the same for every member's id. A revision number would not
 * do, since a tree that expired and was built again counts from 1 again.
 */
public final class TreeResponses {
  /**
   * Lambda takes an answer of 6 MB (Lambda quotas, synchronous payload), 6,291,556 bytes; the rest
   * is for what stands around the body.
   */
  static final int LARGEST_BODY = 6_200_000;

  private final int largestBody;

  /** Answers within the limit of Lambda. */
  public TreeResponses() {
    this(LARGEST_BODY);
  }

  TreeResponses(int largestBody) {
    this.largestBody = largestBody;
  }

  /** Returns the answer that carries a tree: 200, 304, or why it cannot be sent. */
  public APIGatewayProxyResponseEvent answer(ContactTree tree, IfNoneMatch known, boolean gzip) {
    byte[] document = DocumentJson.write(tree);
    boolean compressed = escapedLength(document) > largestBody;
    Map<String, String> headers = new TreeMap<>();
    headers.put("ETag", tag(document));
    headers.put("Cache-Control", "private, no-cache");
    headers.put("X-Content-Type-Options", "nosniff");
    if (compressed) {
      headers.put("Vary", "Accept-Encoding");
    }
    if (known.contains(tag(document))) {
      return answer(304, headers, "", false);
    }
    headers.put("Content-Type", "application/json");
    return compressed
        ? compressed(document, headers, gzip)
        : answer(200, headers, new String(document, StandardCharsets.UTF_8), false);
  }

  private APIGatewayProxyResponseEvent compressed(
      byte[] document, Map<String, String> headers, boolean gzip) {
    if (!gzip) {
      return ProblemResponses.onlyCompressed();
    }
    String body = Base64.getEncoder().encodeToString(gzip(document));
    if (body.length() > largestBody) {
      return ProblemResponses.tooLarge();
    }
    headers.put("Content-Encoding", "gzip");
    return answer(200, headers, body, true);
  }

  private static APIGatewayProxyResponseEvent answer(
      int status, Map<String, String> headers, String body, boolean base64) {
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(status)
        .withHeaders(Map.copyOf(headers))
        .withBody(body)
        .withIsBase64Encoded(base64);
  }

  /** What the document takes as a string inside Lambda's own JSON. */
  private static long escapedLength(byte[] document) {
    long length = document.length;
    for (byte character : document) {
      if (character == '"' || character == '\\') {
        length++;
      }
    }
    return length;
  }

  private static String tag(byte[] document) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(document);
      return '"' + HexFormat.of().formatHex(digest) + '"';
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static byte[] gzip(byte[] document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(document);
    } catch (IOException memoryDoesNotFail) {
      throw new UncheckedIOException(memoryDoesNotFail);
    }
    return bytes.toByteArray();
  }
}
