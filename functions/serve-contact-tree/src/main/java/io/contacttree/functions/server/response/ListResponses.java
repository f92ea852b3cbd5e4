package io.contacttree.functions.server.response;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.aws.json.ListJson;
import io.contacttree.domain.find.FindOverviews;
import io.contacttree.domain.find.PageOfTrees;
import java.util.Map;
import java.util.Optional;

/** The answers that carry lists. A list of a hundred trees is far smaller than Lambda's limit. */
public final class ListResponses {
  private ListResponses() {}

  /** Returns the answer that carries a page. */
  public static APIGatewayProxyResponseEvent page(PageOfTrees page, Optional<String> nextCursor) {
    return answer(ListJson.write(page, nextCursor));
  }

  /** Returns the answer that carries the trees of several contacts. */
  public static APIGatewayProxyResponseEvent contacts(FindOverviews.Answer answer) {
    return answer(ListJson.write(answer));
  }

  private static APIGatewayProxyResponseEvent answer(String json) {
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(200)
        .withHeaders(
            Map.of(
                "Content-Type", "application/json",
                "Cache-Control", "no-store",
                "X-Content-Type-Options", "nosniff"))
        .withBody(json)
        .withIsBase64Encoded(false);
  }
}
