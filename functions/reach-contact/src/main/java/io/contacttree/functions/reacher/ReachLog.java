package io.contacttree.functions.reacher;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.functions.reacher.request.ReachRequest;
import io.contacttree.functions.reacher.response.ReachResponses;
import io.contacttree.lambda.http.ProblemAnswers;
import io.contacttree.lambda.logging.FunctionLog;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** One line for each request: ids and status, no file and no link. */
final class ReachLog {
  private static final FunctionLog LOG = new FunctionLog(ReachContactHandler.class);

  /** Returns the answer to a request, or the one to a failure, and logs it. */
  APIGatewayProxyResponseEvent answered(
      ReachRequest request, Supplier<APIGatewayProxyResponseEvent> answering) {
    try {
      APIGatewayProxyResponseEvent answer = answering.get();
      Map<String, Object> line = line(request, answer);
      if (request instanceof ReachRequest.OtherIntegration) {
        line.put("expected", ReachResponses.EXPECTED_INTEGRATION);
        LOG.error("other integration", line);
      } else {
        LOG.info("answered", line);
      }
      return answer;
    } catch (UpstreamFailure outage) {
      APIGatewayProxyResponseEvent answer = ReachResponses.outage();
      LOG.error("outage", line(request, answer), outage);
      return answer;
    } catch (RuntimeException fault) {
      APIGatewayProxyResponseEvent answer = ProblemAnswers.fault();
      LOG.error("fault", line(request, answer), fault);
      return answer;
    }
  }

  private static Map<String, Object> line(
      ReachRequest request, APIGatewayProxyResponseEvent answer) {
    Map<String, Object> line = new HashMap<>();
    line.put("status", answer.getStatusCode());
    request.about().ifPresent(instance -> line.put("instance_id", instance.value()));
    request.contactAsked().ifPresent(contact -> line.put("contact_id", contact.value()));
    return line;
  }
}
