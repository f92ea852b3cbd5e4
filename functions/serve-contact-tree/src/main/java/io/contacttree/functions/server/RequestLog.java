package io.contacttree.functions.server;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.domain.store.UpstreamFailure;
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
    try {
      APIGatewayProxyResponseEvent answer = answering.get();
      if (treeRequest instanceof TreeRequest.OtherIntegration) {
        Map<String, Object> line = line(treeRequest, answer);
        line.put("expected", ProblemResponses.EXPECTED_INTEGRATION);
        LOG.error("other integration", line);
      } else {
        LOG.info("answered", line(treeRequest, answer));
      }
      return answer;
    } catch (UpstreamFailure outage) {
      APIGatewayProxyResponseEvent answer = ProblemResponses.outage();
      LOG.error("outage", line(treeRequest, answer), outage);
      return answer;
    } catch (RuntimeException fault) {
      APIGatewayProxyResponseEvent answer = ProblemResponses.fault();
      LOG.error("fault", line(treeRequest, answer), fault);
      return answer;
    }
  }

  private static Map<String, Object> line(
      TreeRequest treeRequest, APIGatewayProxyResponseEvent answer) {
    Map<String, Object> line = new HashMap<>();
    line.put("status", answer.getStatusCode());
    if (treeRequest instanceof TreeRequest.Tree tree) {
      line.put("instance_id", tree.instance().value());
      line.put("contact_id", tree.contact().value());
    }
    return line;
  }
}
