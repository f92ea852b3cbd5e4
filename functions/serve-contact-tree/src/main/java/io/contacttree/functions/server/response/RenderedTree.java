package io.contacttree.functions.server.response;

import io.contacttree.aws.json.DocumentJson;
import io.contacttree.domain.find.Names;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.functions.server.request.TreeForm;
import io.contacttree.functions.server.request.TreeRequest;
import io.contacttree.view.MermaidChart;
import io.contacttree.view.Style;
import io.contacttree.view.TreeDrawing;
import io.contacttree.view.TreePage;
import io.contacttree.view.TreeSvg;
import io.contacttree.view.Viewpoint;
import java.nio.charset.StandardCharsets;

/** A tree in the form that was asked for: nothing in it depends on the clock. */
final class RenderedTree {
  private RenderedTree() {}

  /** Returns the bytes; what writes one form is not loaded for another. */
  static byte[] of(ContactTree tree, TreeRequest.Tree request, Names names) {
    TreeForm form = request.look().form();
    return form == TreeForm.JSON
        ? DocumentJson.write(tree, names)
        : Forms.of(form, tree, new Viewpoint(request.contact(), names, request.look().zone()))
            .getBytes(StandardCharsets.UTF_8);
  }

  /** All forms but the document. */
  private static final class Forms {
    private static final Style LINES_WITHOUT_COLOURS = new Style(false, true);

    static String of(TreeForm form, ContactTree tree, Viewpoint viewpoint) {
      return switch (form) {
        case JSON -> throw new IllegalArgumentException("the document is no text");
        case SVG -> TreeSvg.write(tree, viewpoint);
        case HTML -> TreePage.write(tree, viewpoint);
        case TEXT -> new TreeDrawing(LINES_WITHOUT_COLOURS).draw(tree, viewpoint);
        case MERMAID -> MermaidChart.write(tree, viewpoint);
      };
    }
  }
}
