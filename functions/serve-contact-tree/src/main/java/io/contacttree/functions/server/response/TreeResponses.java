package io.contacttree.functions.server.response;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.domain.find.Names;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.functions.server.request.TreeForm;
import io.contacttree.functions.server.request.TreeRequest;
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
 * The answers that carry a tree, or say that the caller has it already.
 *
 * <p>The tag is the SHA-256 of the bytes served: it changes exactly when they change, bookkeeping
 * included; so each form has its own, and that of the document is the same for every member's id. A
 * revision number would not do, since a tree that expired and was built again counts from 1 again.
 */
public final class TreeResponses {
  /**
   * Lambda takes an answer of 6 MB (Lambda quotas, synchronous payload), 6,291,556 bytes; the rest
   * is for what stands around the body.
   */
  static final int LARGEST_BODY = 6_200_000;

  /** What else in the request decides about the bytes. */
  static final String VARY = "Accept, Accept-Encoding";

  private final int largestBody;

  /** Answers within the limit of Lambda. */
  public TreeResponses() {
    this(LARGEST_BODY);
  }

  TreeResponses(int largestBody) {
    this.largestBody = largestBody;
  }

  /** Returns the answer that carries a tree: 200, 304, or why it cannot be sent. */
  public APIGatewayProxyResponseEvent answer(
      ContactTree tree, TreeRequest.Tree request, Names names) {
    byte[] body = RenderedTree.of(tree, request, names);
    String tag = tag(body);
    TreeForm form = request.look().form();
    Map<String, String> headers = new TreeMap<>();
    headers.put("ETag", tag);
    headers.put("Cache-Control", "private, no-cache");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Vary", VARY);
    if (form.isPicture()) {
      headers.put("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }
    if (request.known().contains(tag)) {
      return answer(304, headers, "", false);
    }
    headers.put("Content-Type", form.contentType());
    return escapedLength(body) > largestBody
        ? compressed(body, headers, request.gzip())
        : answer(200, headers, new String(body, StandardCharsets.UTF_8), false);
  }

  private APIGatewayProxyResponseEvent compressed(
      byte[] bytes, Map<String, String> headers, boolean gzip) {
    if (!gzip) {
      return ProblemResponses.onlyCompressed();
    }
    String body = Base64.getEncoder().encodeToString(gzip(bytes));
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

  /** What the body takes as a string inside Lambda's own JSON. */
  private static long escapedLength(byte[] body) {
    long length = body.length;
    for (byte character : body) {
      if (character == '"' || character == '\\' || character == '\n') {
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
