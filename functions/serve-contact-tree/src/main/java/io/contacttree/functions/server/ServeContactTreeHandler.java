package io.contacttree.functions.server;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.aws.clients.AwsAccess;
import io.contacttree.aws.clients.DynamoDbClients;
import io.contacttree.aws.dynamodb.DynamoDbTreeIndex;
import io.contacttree.aws.dynamodb.DynamoDbTreeLookup;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.find.FindContactTree;
import io.contacttree.domain.find.NameLookup;
import io.contacttree.domain.find.Names;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.functions.server.request.CursorSeal;
import io.contacttree.functions.server.request.ListRequest;
import io.contacttree.functions.server.request.ListRequestParser;
import io.contacttree.functions.server.request.RequestParser;
import io.contacttree.functions.server.request.TreeRequest;
import io.contacttree.functions.server.response.ContractResponses;
import io.contacttree.functions.server.response.ProblemResponses;
import io.contacttree.functions.server.response.TreeResponses;
import io.contacttree.lambda.http.TokenScope;
import io.contacttree.lambda.logging.FunctionLog;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /instances/{instanceId}/contacts/{contactId}/tree} of a REST API, the document
 * by the id of any member, {@code GET /instances/{instanceId}/trees}, lists of trees, and {@code
 * GET /openapi.json}, the contract of both.
 *
 * <p>It only reads. Whatever goes wrong is answered as a problem document (RFC 9457); an outage of
 * the table is 503, never an empty answer and never 404.
 */
public final class ServeContactTreeHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private final FindContactTree trees;
  private final NameLookup names;
  private final TreeResponses treeResponses;
  private final TreeLists lists;
  private final TokenScope scope;
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
    this(ServerSettings.of(settings), settings);
  }

  private ServeContactTreeHandler(ServerSettings settings, Map<String, String> variables) {
    var client = DynamoDbClients.create(AwsAccess.of(settings.region(), variables));
    Clock clock = Clock.systemUTC();
    this(
        new FindContactTree(new DynamoDbTreeLookup(client, settings.tableName(), clock)),
        NameLookup.NONE,
        new TreeResponses(),
        new TreeLists(
            new DynamoDbTreeIndex(client, settings.tableName(), clock),
            new CursorSeal(settings.cursorSecret()),
            clock),
        settings.scope());
  }

  ServeContactTreeHandler(
      FindContactTree trees,
      NameLookup names,
      TreeResponses treeResponses,
      TreeLists lists,
      TokenScope scope) {
    this.scope = Objects.requireNonNull(scope);
    this.trees = Objects.requireNonNull(trees);
    this.names = Objects.requireNonNull(names);
    this.treeResponses = Objects.requireNonNull(treeResponses);
    this.lists = Objects.requireNonNull(lists);
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      @Nullable APIGatewayProxyRequestEvent request, Context context) {
    return FunctionLog.during(
        context,
        () -> {
          Optional<ListRequest> listRequest = ListRequestParser.parse(request);
          if (listRequest.isPresent()) {
            return list(request, listRequest.get());
          }
          TreeRequest treeRequest = RequestParser.parse(request);
          return log.answered(
              treeRequest,
              () ->
                  scope.covers(request, treeRequest.about())
                      ? answer(treeRequest)
                      : ProblemResponses.unknownContact());
        });
  }

  private APIGatewayProxyResponseEvent list(
      @Nullable APIGatewayProxyRequestEvent request, ListRequest listRequest) {
    return log.answered(
        listRequest, () -> lists.answer(listRequest, scope.covers(request, listRequest.about())));
  }

  private APIGatewayProxyResponseEvent answer(TreeRequest treeRequest) {
    return switch (treeRequest) {
      case TreeRequest.Tree tree ->
          switch (trees.find(tree.instance(), tree.contact())) {
            case FindContactTree.Answer.Found found ->
                treeResponses.answer(found.tree(), tree, names(tree, found.tree()));
            case FindContactTree.Answer.NotFound no -> ProblemResponses.unknownContact();
            case FindContactTree.Answer.Erased erased -> ProblemResponses.erasedContact();
          };
      case TreeRequest.Contract contract -> ContractResponses.contract(contract.address());
      case TreeRequest.NotAcceptable no -> ProblemResponses.notAcceptable();
      case TreeRequest.OtherIntegration other -> ProblemResponses.otherIntegration();
      case TreeRequest.NotFound no -> ProblemResponses.noSuchPath();
      case TreeRequest.MethodNotAllowed other -> ProblemResponses.otherMethod();
      case TreeRequest.Invalid invalid -> ProblemResponses.wrong(invalid.errors());
    };
  }

  private Names names(TreeRequest.Tree request, ContactTree tree) {
    return request.look().names()
        ? names.names(request.instance(), ids(tree, Fact.AGENT_ID), ids(tree, Fact.QUEUE_ID))
        : Names.NONE;
  }

  private static Set<String> ids(ContactTree tree, Fact fact) {
    Set<String> ids = new TreeSet<>();
    tree.contacts().forEach(contact -> contact.facts().value(fact).ifPresent(ids::add));
    return ids;
  }
}
