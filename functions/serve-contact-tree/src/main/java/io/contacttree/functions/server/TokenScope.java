package io.contacttree.functions.server;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.contacttree.functions.server.request.ListRequest;
import io.contacttree.functions.server.request.TreeRequest;
import io.contacttree.lambda.settings.SettingReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a token lets its bearer read: tokens of the named clients alone, and of those, where a claim
 * names instances, these instances alone.
 *
 * <p>API Gateway has checked that the token is genuine. Signed requests bring none; what they may
 * read is decided by rights.
 */
final class TokenScope {
  /** No tokens: callers sign their requests. */
  static final TokenScope SIGNED = new TokenScope(Set.of(), Optional.empty());

  private static final String CLIENTS = "USER_POOL_CLIENTS";
  private static final Pattern CLIENTS_FORM = Pattern.compile("|[A-Za-z0-9]+(\\|[A-Za-z0-9]+)*");
  private static final String CLAIM = "INSTANCE_CLAIM";
  private static final Pattern CLAIM_FORM = Pattern.compile("|[A-Za-z][A-Za-z0-9_:.-]*");

  /** API Gateway writes a list as text, in more than one way. */
  private static final Pattern BETWEEN_INSTANCES = Pattern.compile("[\\s,\\[\\]\"]+");

  private final Set<String> clients;
  private final Optional<String> claim;

  private TokenScope(Set<String> clients, Optional<String> claim) {
    this.clients = clients;
    this.claim = claim;
  }

  /**
   * Reads {@code USER_POOL_CLIENTS} (ids with a bar between two; empty: callers sign) and {@code
   * INSTANCE_CLAIM} (the name of a claim; empty: tokens are for every instance).
   *
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  static TokenScope of(SettingReader read) {
    String clients = text(read, CLIENTS, CLIENTS_FORM, "ids of app clients with | between two");
    String claim = text(read, CLAIM, CLAIM_FORM, "the name of a claim such as cognito:groups");
    return new TokenScope(
        clients.isEmpty() ? Set.of() : Set.copyOf(List.of(clients.split("\\|"))),
        Optional.of(claim).filter(name -> !name.isEmpty()));
  }

  /**
   * Returns whether the bearer of the request's token may have an answer about what it asks for.
   */
  boolean covers(@Nullable APIGatewayProxyRequestEvent request, TreeRequest treeRequest) {
    return clients.isEmpty()
        || !(treeRequest instanceof TreeRequest.Tree tree)
        || covers(claims(request), tree.instance().value());
  }

  /** Returns whether the bearer of the request's token may have a list of what it asks for. */
  boolean covers(@Nullable APIGatewayProxyRequestEvent request, ListRequest listRequest) {
    return clients.isEmpty()
        || listRequest
            .about()
            .filter(instance -> !covers(claims(request), instance.value()))
            .isEmpty();
  }

  private boolean covers(Map<?, ?> claims, String instance) {
    return clients.contains(text(claims, "aud"))
        && claim
            .map(
                name ->
                    BETWEEN_INSTANCES.splitAsStream(text(claims, name)).anyMatch(instance::equals))
            .orElse(true);
  }

  private static Map<?, ?> claims(@Nullable APIGatewayProxyRequestEvent request) {
    return Optional.ofNullable(request)
        .map(APIGatewayProxyRequestEvent::getRequestContext)
        .map(APIGatewayProxyRequestEvent.ProxyRequestContext::getAuthorizer)
        .map(authorizer -> authorizer.get("claims"))
        .filter(Map.class::isInstance)
        .<Map<?, ?>>map(Map.class::cast)
        .orElse(Map.of());
  }

  private static String text(Map<?, ?> claims, String name) {
    Object value = claims.get(name);
    return value == null ? "" : value.toString();
  }

  private static String text(SettingReader read, String name, Pattern form, String expected) {
    String value = read.text(name, "");
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(name + " cannot be used: set it to " + expected);
    }
    return value;
  }
}
