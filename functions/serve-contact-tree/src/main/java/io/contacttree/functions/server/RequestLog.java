package io.contacttree.functions.server;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.functions.server.request.ListRequest;
import io.contacttree.functions.server.request.TreeRequest;
import io.contacttree.functions.server.response.ProblemResponses;
import io.contacttree.lambda.logging.FunctionLog;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** One line for each request: ids and status, nothing that a caller invented. */
final class RequestLog {
  private static final FunctionLog LOG = new FunctionLog(ServeContactTreeHandler.class);

  /** Returns the answer to a request, or the one to a failure, and logs it. */
  APIGatewayProxyResponseEvent answered(
      TreeRequest treeRequest, Supplier<APIGatewayProxyResponseEvent> answering) {
    return answered(
        treeRequest instanceof TreeRequest.Tree tree
            ? Map.of("instance_id", tree.instance().value(), "contact_id", tree.contact().value())
            : Map.of(),
        treeRequest instanceof TreeRequest.OtherIntegration,
        answering);
  }

  /** Returns the answer to a request for a list, or the one to a failure, and logs it. */
  APIGatewayProxyResponseEvent answered(
      ListRequest listRequest, Supplier<APIGatewayProxyResponseEvent> answering) {
    return answered(
        listRequest
            .about()
            .map(instance -> Map.of("instance_id", instance.value()))
            .orElse(Map.of()),
        false,
        answering);
  }

  private static APIGatewayProxyResponseEvent answered(
      Map<String, String> ids,
      boolean isOtherIntegration,
      Supplier<APIGatewayProxyResponseEvent> answering) {
    try {
      APIGatewayProxyResponseEvent answer = answering.get();
      if (isOtherIntegration) {
        Map<String, Object> line = line(ids, answer);
        line.put("expected", ProblemResponses.EXPECTED_INTEGRATION);
        LOG.error("other integration", line);
      } else {
        LOG.info("answered", line(ids, answer));
      }
      return answer;
    } catch (UpstreamFailure outage) {
      APIGatewayProxyResponseEvent answer = ProblemResponses.outage();
      LOG.error("outage", line(ids, answer), outage);
      return answer;
    } catch (RuntimeException fault) {
      APIGatewayProxyResponseEvent answer = ProblemResponses.fault();
      LOG.error("fault", line(ids, answer), fault);
      return answer;
    }
  }

  private static Map<String, Object> line(
      Map<String, String> ids, APIGatewayProxyResponseEvent answer) {
    Map<String, Object> line = new HashMap<>(ids);
    line.put("status", answer.getStatusCode());
    return line;
  }
}
