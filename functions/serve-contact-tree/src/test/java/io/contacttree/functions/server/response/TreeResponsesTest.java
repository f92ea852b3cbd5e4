package io.contacttree.functions.server.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.aws.json.DocumentJson;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.lambda.http.IfNoneMatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class TreeResponsesTest {
  private static final IfNoneMatch NONE = new IfNoneMatch(false, Set.of());

  private final ContactTree tree = drawn("a\n├─ b\n").stored(1).document();
  private final String json = new String(DocumentJson.write(tree), StandardCharsets.UTF_8);
  private final TreeResponses treeResponses = new TreeResponses();

  private static DrawnTree drawn(String drawing) {
    return DrawnTree.of(drawing);
  }

  private static String tag(APIGatewayProxyResponseEvent answer) {
    return answer.getHeaders().get("ETag");
  }

  @Test
  void document_isServedWithAStrongTag() {
    APIGatewayProxyResponseEvent answer = treeResponses.answer(tree, NONE, true);

    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(answer.getBody()).isEqualTo(json);
    assertThat(answer.getIsBase64Encoded()).isFalse();
    assertThat(answer.getHeaders())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Cache-Control", "private, no-cache")
        .containsEntry("X-Content-Type-Options", "nosniff")
        .doesNotContainKey("Content-Encoding");
    assertThat(tag(answer)).matches("\"[0-9a-f]{64}\"");
  }

  @Test
  void tag_isOfTheContentServed() {
    ContactTree nextRevision = drawn("a\n├─ b\n").stored(2).document();
    ContactTree grown = drawn("a\n├─ b\n├─ c\n").stored(1).document();

    assertThat(tag(treeResponses.answer(drawn("a\n├─ b\n").stored(1).document(), NONE, true)))
        .isEqualTo(tag(treeResponses.answer(tree, NONE, false)));
    assertThat(tag(treeResponses.answer(nextRevision, NONE, true)))
        .isNotEqualTo(tag(treeResponses.answer(tree, NONE, true)));
    assertThat(tag(treeResponses.answer(grown, NONE, true)))
        .isNotEqualTo(tag(treeResponses.answer(tree, NONE, true)));
  }

  @Test
  void knownTag_isAnsweredEmptyWithTheTag() {
    String tag = tag(treeResponses.answer(tree, NONE, true));

    APIGatewayProxyResponseEvent answer =
        treeResponses.answer(tree, new IfNoneMatch(false, Set.of(tag, "\"other\"")), true);

    assertThat(answer.getStatusCode()).isEqualTo(304);
    assertThat(answer.getBody()).isEmpty();
    assertThat(answer.getHeaders())
        .containsEntry("ETag", tag)
        .containsEntry("Cache-Control", "private, no-cache")
        .doesNotContainKey("Content-Type");
  }

  @Test
  void anyTag_isAnsweredEmpty() {
    assertThat(treeResponses.answer(tree, new IfNoneMatch(true, Set.of()), true).getStatusCode())
        .isEqualTo(304);
  }

  @Test
  void staleTag_isAnsweredWithTheDocument() {
    assertThat(
            treeResponses
                .answer(tree, new IfNoneMatch(false, Set.of("\"stale\"")), true)
                .getStatusCode())
        .isEqualTo(200);
  }

  @Test
  void documentOfTheLargestSize_isStillServedAsItIs() {
    // Inside Lambda's own JSON every quotation mark takes two bytes.
    int size = json.length() + (int) json.chars().filter(c -> c == '"').count();

    assertThat(new TreeResponses(size).answer(tree, NONE, false).getStatusCode()).isEqualTo(200);
    assertThat(new TreeResponses(size - 1).answer(tree, NONE, false).getStatusCode())
        .isEqualTo(406);
  }

  @Test
  void tooLargeDocument_isCompressedForWhoTakesIt() throws IOException {
    APIGatewayProxyResponseEvent answer = new TreeResponses(json.length()).answer(tree, NONE, true);

    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(answer.getIsBase64Encoded()).isTrue();
    assertThat(answer.getHeaders())
        .containsEntry("Content-Encoding", "gzip")
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Vary", "Accept-Encoding");
    byte[] body = Base64.getDecoder().decode(answer.getBody());
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(json);
    }
  }

  @Test
  void tooLargeDocument_isRefusedToWhoDoesNotTakeGzip() {
    APIGatewayProxyResponseEvent answer =
        new TreeResponses(json.length()).answer(tree, NONE, false);

    assertThat(answer.getStatusCode()).isEqualTo(406);
    assertThat(answer.getBody()).contains("Accept-Encoding: gzip");
    assertThat(answer.getHeaders()).containsEntry("Vary", "Accept-Encoding");
  }

  @Test
  void documentTooLargeEvenCompressed_isNeverCut() {
    assertThat(new TreeResponses(100).answer(tree, NONE, true).getStatusCode()).isEqualTo(501);
  }
}
