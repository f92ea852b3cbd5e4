package io.contacttree.functions.reacher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.domain.reach.ArnBeginning;
import io.contacttree.functions.reacher.request.ReachRequest;
import io.contacttree.functions.reacher.request.ReachRequestParser;
import io.contacttree.functions.reacher.response.ReachResponses;
import io.contacttree.lambda.http.ProblemAnswers;
import io.contacttree.lambda.logging.FunctionLog;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /instances/{instanceId}/contacts/{contactId}/files/{fileId}/link}, a
 * short-lived link to a file of a contact, and {@code POST
 * /instances/{instanceId}/contacts/{contactId}/refresh}, a new look at a contact.
 *
 * <p>It reads trees and writes none. Whatever goes wrong is answered as a problem document (RFC
 * 9457); an outage is 503, and a repeated request does what is left to do.
 */
public final class ReachContactHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private final ReacherWiring wiring;
  private final ReachLog log = new ReachLog();

  /** Creates the function that the environment describes. */
  public ReachContactHandler() {
    this(System.getenv());
  }

  /**
   * Creates the function that settings describe, by the names of its environment variables.
   *
   * @throws IllegalArgumentException naming the setting that is missing or cannot be used
   */
  public ReachContactHandler(Map<String, String> settings) {
    this(ReacherWiring.open(settings));
  }

  ReachContactHandler(ReacherWiring wiring) {
    this.wiring = Objects.requireNonNull(wiring);
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      @Nullable APIGatewayProxyRequestEvent event, Context context) {
    return FunctionLog.during(
        context,
        () -> {
          ReachRequest request = ReachRequestParser.parse(event);
          try {
            return log.answered(
                request,
                () ->
                    wiring.scope().covers(event, request.about())
                        ? answer(request, context)
                        : ProblemAnswers.unknownContact());
          } finally {
            wiring.metrics().publish();
          }
        });
  }

  private APIGatewayProxyResponseEvent answer(ReachRequest request, Context context) {
    return switch (request) {
      case ReachRequest.FileLink link ->
          ReachResponses.of(
              wiring
                  .metrics()
                  .counted(
                      wiring
                          .files()
                          .link(
                              link.instance(),
                              link.contact(),
                              link.spellings(),
                              ArnBeginning.of(context.getInvokedFunctionArn()))));
      case ReachRequest.Refresh refresh ->
          wiring.instance().filter(ours -> !ours.equals(refresh.instance())).isPresent()
              ? ProblemAnswers.unknownContact()
              : ReachResponses.of(
                  wiring
                      .metrics()
                      .counted(wiring.refreshes().refresh(refresh.instance(), refresh.contact())));
      case ReachRequest.OtherIntegration _ ->
          ProblemAnswers.otherIntegration(ReachResponses.EXPECTED_INTEGRATION);
      case ReachRequest.NotFound _ -> ReachResponses.noSuchPath();
      case ReachRequest.MethodNotAllowed(String allowed) -> ReachResponses.otherMethod(allowed);
      case ReachRequest.Invalid invalid -> ProblemAnswers.wrong(invalid.errors());
    };
  }
}
