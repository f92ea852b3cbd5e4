package io.contacttree.functions.server;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entries;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.domain.store.FailureWithoutText;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.functions.server.request.TreeRequest;
import io.contacttree.functions.server.response.ProblemResponses;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.argument.StructuredArgument;

/** One line for each request: ids and status, nothing that a caller invented. */
final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger(ServeContactTreeHandler.class);

  /** Returns the answer to a request, or the one to a failure, and logs it. */
  APIGatewayProxyResponseEvent answered(
      TreeRequest treeRequest, Supplier<APIGatewayProxyResponseEvent> answering) {
    try {
      APIGatewayProxyResponseEvent answer = answering.get();
      LOG.info("answered", line(treeRequest, answer));
      return answer;
    } catch (UpstreamFailure outage) {
      APIGatewayProxyResponseEvent answer = ProblemResponses.outage();
      LOG.error("outage", line(treeRequest, answer), FailureWithoutText.of(outage));
      return answer;
    } catch (RuntimeException fault) {
      APIGatewayProxyResponseEvent answer = ProblemResponses.fault();
      LOG.error("fault", line(treeRequest, answer), FailureWithoutText.of(fault));
      return answer;
    }
  }

  // One argument that is never empty: an empty one would break the line's JSON.
  private static StructuredArgument line(
      TreeRequest treeRequest, APIGatewayProxyResponseEvent answer) {
    Map<String, Object> line = new TreeMap<>();
    line.put("status", answer.getStatusCode());
    if (treeRequest instanceof TreeRequest.Tree tree) {
      line.put("instance_id", tree.instance().value());
      line.put("contact_id", tree.contact().value());
    }
    return entries(line);
  }
}
