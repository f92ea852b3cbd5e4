package io.contacttree.functions.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.lambda.contract.DescribedAnswers;
import org.jspecify.annotations.Nullable;

/** The function, with every answer held against the contract of the API. */
record DescribedHandler(ServeContactTreeHandler handler)
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private static final DescribedAnswers DESCRIBED = DescribedAnswers.ofRepository();

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      @Nullable APIGatewayProxyRequestEvent request, Context context) {
    APIGatewayProxyResponseEvent answer = handler.handleRequest(request, context);
    if (request != null && request.getHttpMethod() != null) {
      assertThat(
              DESCRIBED.faults(
                  request.getHttpMethod(),
                  request.getResource() == null ? "" + request.getPath() : request.getResource(),
                  answer.getStatusCode(),
                  answer.getHeaders(),
                  answer.getBody()))
          .as("%s %s", answer.getStatusCode(), answer.getBody())
          .isEmpty();
    }
    return answer;
  }
}
