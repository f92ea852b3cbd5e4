package io.contacttree.functions.serve;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.aws.logging.FailureWithoutText;
import io.contacttree.domain.flow.UpstreamFailure;
import io.contacttree.functions.serve.request.Asked;
import io.contacttree.functions.serve.response.Answers;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each request: ids and status, nothing that a caller invented. */
final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger(ServeContactTreeHandler.class);

  /** Returns the answer to a request, or the one to a failure, and logs it. */
  APIGatewayProxyResponseEvent answered(
      Asked asked, Supplier<APIGatewayProxyResponseEvent> answering) {
    try {
      APIGatewayProxyResponseEvent answer = answering.get();
      LOG.info(
          "answered", instance(asked), contact(asked), entry("status", answer.getStatusCode()));
      return answer;
    } catch (UpstreamFailure outage) {
      LOG.error("outage", instance(asked), contact(asked), FailureWithoutText.of(outage));
      return Answers.outage();
    } catch (RuntimeException fault) {
      LOG.error("fault", instance(asked), contact(asked), FailureWithoutText.of(fault));
      return Answers.fault();
    }
  }

  private static Object instance(Asked asked) {
    return entry("instance_id", asked instanceof Asked.Tree tree ? tree.instance().value() : "");
  }

  private static Object contact(Asked asked) {
    return entry("contact_id", asked instanceof Asked.Tree tree ? tree.contact().value() : "");
  }
}
