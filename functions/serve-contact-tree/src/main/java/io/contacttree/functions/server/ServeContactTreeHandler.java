package io.contacttree.functions.server;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.aws.clients.AwsAccess;
import io.contacttree.aws.clients.DynamoDbClients;
import io.contacttree.aws.dynamodb.DynamoDbTreeLookup;
import io.contacttree.domain.find.FindContactTree;
import io.contacttree.domain.store.TreeLookup;
import io.contacttree.functions.server.request.RequestParser;
import io.contacttree.functions.server.request.TreeRequest;
import io.contacttree.functions.server.response.ProblemResponses;
import io.contacttree.functions.server.response.TreeResponses;
import io.contacttree.lambda.logging.FunctionLog;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /instances/{instanceId}/contacts/{contactId}/tree} of a REST API: the document
 * by the id of any member.
 *
 * <p>It only reads. Whatever goes wrong is answered as a problem document (RFC 9457); an outage of
 * the table is 503, never an empty answer and never 404.
 */
public final class ServeContactTreeHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private final FindContactTree trees;
  private final TreeResponses treeResponses;
  private final RequestLog log = new RequestLog();

  /** Creates the function that the environment describes. */
  public ServeContactTreeHandler() {
    this(System.getenv());
  }

  /**
   * Creates the function that settings describe, by the names of its environment variables.
   *
   * @throws IllegalArgumentException naming the setting that is missing or cannot be used
   */
  public ServeContactTreeHandler(Map<String, String> settings) {
    this(new FindContactTree(lookup(settings)), new TreeResponses());
  }

  ServeContactTreeHandler(FindContactTree trees, TreeResponses treeResponses) {
    this.trees = Objects.requireNonNull(trees);
    this.treeResponses = Objects.requireNonNull(treeResponses);
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      @Nullable APIGatewayProxyRequestEvent request, Context context) {
    return FunctionLog.during(
        context,
        () -> {
          TreeRequest treeRequest = RequestParser.parse(request);
          return log.answered(treeRequest, () -> answer(treeRequest));
        });
  }

  private APIGatewayProxyResponseEvent answer(TreeRequest treeRequest) {
    return switch (treeRequest) {
      case TreeRequest.Tree tree ->
          switch (trees.find(tree.instance(), tree.contact())) {
            case FindContactTree.Answer.Found found ->
                treeResponses.answer(found.tree(), tree.known(), tree.gzip());
            case FindContactTree.Answer.NotFound no -> ProblemResponses.unknownContact();
            case FindContactTree.Answer.Erased erased -> ProblemResponses.erasedContact();
          };
      case TreeRequest.OtherIntegration other -> ProblemResponses.otherIntegration();
      case TreeRequest.NotFound no -> ProblemResponses.noSuchPath();
      case TreeRequest.MethodNotAllowed other -> ProblemResponses.otherMethod();
      case TreeRequest.Invalid invalid -> ProblemResponses.wrong(invalid.errors());
    };
  }

  private static TreeLookup lookup(Map<String, String> variables) {
    ServerSettings settings = ServerSettings.of(variables);
    return new DynamoDbTreeLookup(
        DynamoDbClients.create(AwsAccess.of(settings.region(), variables)),
        settings.tableName(),
        Clock.systemUTC());
  }
}
