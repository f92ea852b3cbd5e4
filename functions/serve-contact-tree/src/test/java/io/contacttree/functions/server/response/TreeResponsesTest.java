package io.contacttree.functions.server.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.aws.json.DocumentJson;
import io.contacttree.domain.find.Names;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.functions.server.request.TreeForm;
import io.contacttree.functions.server.request.TreeLook;
import io.contacttree.functions.server.request.TreeRequest;
import io.contacttree.lambda.http.IfNoneMatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TreeResponsesTest {
  private static final IfNoneMatch NONE = new IfNoneMatch(false, Set.of());

  private final ContactTree tree = drawn("a\n├─ b\n").stored(1).document();
  private final String json = new String(DocumentJson.write(tree), StandardCharsets.UTF_8);
  private final TreeResponses treeResponses = new TreeResponses();

  private static DrawnTree drawn(String drawing) {
    return DrawnTree.of(drawing);
  }

  private static APIGatewayProxyResponseEvent asked(
      TreeResponses treeResponses, ContactTree tree, IfNoneMatch known, boolean gzip) {
    return asked(treeResponses, tree, known, gzip, TreeForm.JSON);
  }

  private static APIGatewayProxyResponseEvent asked(
      TreeResponses treeResponses,
      ContactTree tree,
      IfNoneMatch known,
      boolean gzip,
      TreeForm form) {
    return treeResponses.answer(
        tree,
        new TreeRequest.Tree(
            tree.instance(), tree.treeId(), known, gzip, new TreeLook(form, false, ZoneOffset.UTC)),
        Names.NONE);
  }

  private static String tag(APIGatewayProxyResponseEvent answer) {
    return answer.getHeaders().get("ETag");
  }

  @Test
  void document_isServedWithAStrongTag() {
    APIGatewayProxyResponseEvent answer = asked(treeResponses, tree, NONE, true);

    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(answer.getBody()).isEqualTo(json);
    assertThat(answer.getIsBase64Encoded()).isFalse();
    assertThat(answer.getHeaders())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Cache-Control", "private, no-cache")
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Vary", "Accept, Accept-Encoding")
        .doesNotContainKey("Content-Security-Policy")
        .doesNotContainKey("Content-Encoding");
    assertThat(tag(answer)).matches("\"[0-9a-f]{64}\"");
  }

  @Test
  void tag_isOfTheContentServed() {
    ContactTree nextRevision = drawn("a\n├─ b\n").stored(2).document();
    ContactTree grown = drawn("a\n├─ b\n├─ c\n").stored(1).document();

    assertThat(tag(asked(treeResponses, drawn("a\n├─ b\n").stored(1).document(), NONE, true)))
        .isEqualTo(tag(asked(treeResponses, tree, NONE, false)));
    assertThat(tag(asked(treeResponses, nextRevision, NONE, true)))
        .isNotEqualTo(tag(asked(treeResponses, tree, NONE, true)));
    assertThat(tag(asked(treeResponses, grown, NONE, true)))
        .isNotEqualTo(tag(asked(treeResponses, tree, NONE, true)));
  }

  @Test
  void knownTag_isAnsweredEmptyWithTheTag() {
    String tag = tag(asked(treeResponses, tree, NONE, true));

    APIGatewayProxyResponseEvent answer =
        asked(treeResponses, tree, new IfNoneMatch(false, Set.of(tag, "\"other\"")), true);

    assertThat(answer.getStatusCode()).isEqualTo(304);
    assertThat(answer.getBody()).isEmpty();
    assertThat(answer.getHeaders())
        .containsEntry("ETag", tag)
        .containsEntry("Cache-Control", "private, no-cache")
        .containsEntry("Vary", "Accept, Accept-Encoding")
        .doesNotContainKey("Content-Type");
  }

  @Test
  void anyTag_isAnsweredEmpty() {
    assertThat(asked(treeResponses, tree, new IfNoneMatch(true, Set.of()), true).getStatusCode())
        .isEqualTo(304);
  }

  @Test
  void staleTag_isAnsweredWithTheDocument() {
    assertThat(
            asked(treeResponses, tree, new IfNoneMatch(false, Set.of("\"stale\"")), true)
                .getStatusCode())
        .isEqualTo(200);
  }

  @Test
  void documentOfTheLargestSize_isStillServedAsItIs() {
    // Inside Lambda's own JSON every quotation mark takes two bytes.
    int size = json.length() + (int) json.chars().filter(c -> c == '"').count();

    assertThat(asked(new TreeResponses(size), tree, NONE, false).getStatusCode()).isEqualTo(200);
    assertThat(asked(new TreeResponses(size - 1), tree, NONE, false).getStatusCode())
        .isEqualTo(406);
  }

  @Test
  void tooLargeDocument_isCompressedForWhoTakesIt() throws IOException {
    APIGatewayProxyResponseEvent answer = asked(new TreeResponses(json.length()), tree, NONE, true);

    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(answer.getIsBase64Encoded()).isTrue();
    assertThat(answer.getHeaders())
        .containsEntry("Content-Encoding", "gzip")
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Vary", "Accept, Accept-Encoding");
    byte[] body = Base64.getDecoder().decode(answer.getBody());
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(json);
    }
  }

  @Test
  void tooLargeDocument_isRefusedToWhoDoesNotTakeGzip() {
    APIGatewayProxyResponseEvent answer =
        asked(new TreeResponses(json.length()), tree, NONE, false);

    assertThat(answer.getStatusCode()).isEqualTo(406);
    assertThat(answer.getBody()).contains("Accept-Encoding: gzip");
    assertThat(answer.getHeaders()).containsEntry("Vary", "Accept, Accept-Encoding");
  }

  @Test
  void documentTooLargeEvenCompressed_isNeverCut() {
    assertThat(asked(new TreeResponses(100), tree, NONE, true).getStatusCode()).isEqualTo(501);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JSON | application/json | {\"schema_version\":1,",
        "SVG | image/svg+xml | <svg xmlns=",
        "HTML | text/html; charset=utf-8 | <!DOCTYPE html>",
        "TEXT | text/plain; charset=utf-8 | COMPLETE  tree a,",
        "MERMAID | application/vnd.mermaid | flowchart TD"
      })
  void form_hasItsMediaType(TreeForm form, String mediaType, String beginning) {
    APIGatewayProxyResponseEvent answer = asked(treeResponses, tree, NONE, false, form);

    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(answer.getHeaders())
        .containsEntry("Content-Type", mediaType)
        .containsEntry("Vary", "Accept, Accept-Encoding");
    assertThat(answer.getBody()).startsWith(beginning);
  }

  @ParameterizedTest
  @EnumSource
  void form_hasATagOfItsOwn(TreeForm form) {
    String tag = tag(asked(treeResponses, tree, NONE, false, form));

    for (TreeForm other : TreeForm.values()) {
      assertThat(
              asked(treeResponses, tree, new IfNoneMatch(false, Set.of(tag)), false, other)
                  .getStatusCode())
          .isEqualTo(other == form ? 304 : 200);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SVG", "HTML"})
  void picture_mayLoadNothing(TreeForm form) {
    APIGatewayProxyResponseEvent answer = asked(treeResponses, tree, NONE, false, form);
    APIGatewayProxyResponseEvent known =
        asked(treeResponses, tree, new IfNoneMatch(true, Set.of()), false, form);

    assertThat(answer.getHeaders())
        .containsEntry("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    assertThat(known.getHeaders())
        .containsEntry("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
  }
}
