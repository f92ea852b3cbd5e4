package io.contacttree.functions.eraser;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.erase.Erasure;
import io.contacttree.functions.eraser.request.EraseRequest;
import io.contacttree.functions.eraser.request.EraseRequestParser;
import io.contacttree.functions.eraser.response.EraseResponses;
import io.contacttree.lambda.http.ProblemAnswers;
import io.contacttree.lambda.logging.FunctionLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code DELETE /instances/{instanceId}/contacts/{contactId}}: erases a contact, or all
 * members of its tree, for good.
 *
 * <p>Whatever goes wrong is answered as a problem document (RFC 9457); what cannot be finished in
 * time is 503, and a repeated request goes on.
 */
public final class EraseContactHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  /** By then the last write must be begun, so that the answer is there after 20 s. */
  private static final Duration TIME_TO_ERASE = Duration.ofSeconds(15);

  private final EraserWiring wiring;
  private final EraseLog log = new EraseLog();

  /** Creates the function that the environment describes. */
  public EraseContactHandler() {
    this(System.getenv());
  }

  /**
   * Creates the function that settings describe, by the names of its environment variables.
   *
   * @throws IllegalArgumentException naming the setting that is missing or cannot be used
   */
  public EraseContactHandler(Map<String, String> settings) {
    this(EraserWiring.open(settings));
  }

  EraseContactHandler(EraserWiring wiring) {
    this.wiring = Objects.requireNonNull(wiring);
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      @Nullable APIGatewayProxyRequestEvent event, Context context) {
    return FunctionLog.during(
        context,
        () -> {
          EraseRequest request = EraseRequestParser.parse(event);
          return log.answered(
              request,
              () ->
                  wiring.settings().scope().covers(event, request.about())
                      ? answer(request, Caller.of(event))
                      : ProblemAnswers.unknownContact());
        });
  }

  private APIGatewayProxyResponseEvent answer(EraseRequest request, String caller) {
    return switch (request) {
      case EraseRequest.Erase erase -> {
        Instant now = wiring.clock().instant();
        Erasure erasure = log.audited(erase, caller, () -> erase(erase, now));
        yield EraseResponses.of(erase.dryRun(), erasure, wiring.settings().copies(now));
      }
      case EraseRequest.OtherIntegration _ ->
          ProblemAnswers.otherIntegration(EraseResponses.EXPECTED_INTEGRATION);
      case EraseRequest.NotFound _ -> EraseResponses.noSuchPath();
      case EraseRequest.MethodNotAllowed _ -> EraseResponses.otherMethod();
      case EraseRequest.Invalid invalid -> ProblemAnswers.wrong(invalid.errors());
    };
  }

  private Erasure erase(EraseRequest.Erase erase, Instant now) {
    return erase.dryRun()
        ? wiring.erasing().preview(erase.instance(), erase.contact(), erase.scope())
        : wiring
            .erasing()
            .erase(
                erase.instance(),
                erase.contact(),
                erase.scope(),
                new Deadline(now.plus(TIME_TO_ERASE)));
  }
}
