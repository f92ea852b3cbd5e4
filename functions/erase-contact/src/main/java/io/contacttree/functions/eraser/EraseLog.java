package io.contacttree.functions.eraser;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.domain.erase.Erasure;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.functions.eraser.request.EraseRequest;
import io.contacttree.functions.eraser.response.EraseResponses;
import io.contacttree.lambda.http.ProblemAnswers;
import io.contacttree.lambda.logging.FunctionLog;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The audit of erasures, a line each, and why requests failed; ids and numbers, no value. */
final class EraseLog {
  private static final FunctionLog LOG = new FunctionLog(EraseContactHandler.class);

  /** Returns what an erasure came to, and notes who asked for it. */
  Erasure audited(EraseRequest.Erase request, String caller, Supplier<Erasure> erasing) {
    Map<String, Object> line = new TreeMap<>();
    line.put("audit", "erase");
    line.put("caller", caller);
    line.put("instance_id", request.instance().value());
    line.put("contact_id", request.contact().value());
    line.put("scope", request.scope().name().toLowerCase(Locale.ROOT));
    line.put("dry_run", request.dryRun());
    try {
      Erasure erasure = erasing.get();
      line.put("erased", erasure.erased().size());
      line.put("already_erased", erasure.alreadyErased().size());
      line.put("finished", erasure.finished());
      return erasure;
    } catch (RuntimeException failed) {
      // Some of it may be erased all the same.
      line.put("finished", false);
      throw failed;
    } finally {
      LOG.info("erase", line);
    }
  }

  /** Returns the answer to a request, or the one to a failure, and logs it. */
  APIGatewayProxyResponseEvent answered(
      EraseRequest request, Supplier<APIGatewayProxyResponseEvent> answering) {
    try {
      APIGatewayProxyResponseEvent answer = answering.get();
      if (request instanceof EraseRequest.OtherIntegration) {
        LOG.error("other integration", Map.of("expected", EraseResponses.EXPECTED_INTEGRATION));
      } else {
        LOG.info("answered", Map.of("status", answer.getStatusCode()));
      }
      return answer;
    } catch (UpstreamFailure outage) {
      APIGatewayProxyResponseEvent answer = EraseResponses.outage();
      LOG.error("outage", Map.of("status", answer.getStatusCode()), outage);
      return answer;
    } catch (RuntimeException fault) {
      APIGatewayProxyResponseEvent answer = ProblemAnswers.fault();
      LOG.error("fault", Map.of("status", answer.getStatusCode()), fault);
      return answer;
    }
  }
}
