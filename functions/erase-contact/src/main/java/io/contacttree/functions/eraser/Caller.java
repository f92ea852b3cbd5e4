package io.contacttree.functions.eraser;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who makes a request, as API Gateway tells it. */
final class Caller {
  private static final String UNKNOWN = "unknown";

  private Caller() {}

  /** Returns the ARN of who signed it, or the subject of its token. */
  static String of(@Nullable APIGatewayProxyRequestEvent request) {
    Optional<ProxyRequestContext> context =
        Optional.ofNullable(request).map(APIGatewayProxyRequestEvent::getRequestContext);
    return context
        .map(ProxyRequestContext::getIdentity)
        .map(APIGatewayProxyRequestEvent.RequestIdentity::getUserArn)
        .or(() -> context.map(ProxyRequestContext::getAuthorizer).flatMap(Caller::subject))
        .orElse(UNKNOWN);
  }

  private static Optional<String> subject(Map<String, Object> authorizer) {
    return Optional.ofNullable(authorizer.get("claims"))
        .filter(Map.class::isInstance)
        .map(claims -> ((Map<?, ?>) claims).get("sub"))
        .map(Object::toString);
  }
}
