package io.contacttree.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.lambda.settings.SettingReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a token lets its bearer reach: tokens of the named clients alone, and of those, where a
 * claim names instances, these instances alone.
 *
 * <p>API Gateway has checked that the token is genuine and whose client's it is. Signed requests
 * bring none; what they may reach is decided by rights.
 */
public final class TokenScope {
  /** No tokens: callers sign their requests. */
  public static final TokenScope SIGNED = new TokenScope(Optional.empty(), Optional.empty());

  private static final String CLIENTS = "USER_POOL_CLIENTS";
  private static final Pattern CLIENTS_FORM = Pattern.compile("|[A-Za-z0-9]+(\\|[A-Za-z0-9]+)*");
  private static final String AUTHORIZATION = "API_AUTHORIZATION";
  private static final Pattern AUTHORIZATION_FORM = Pattern.compile("IAM|COGNITO");
  private static final String CLAIM = "INSTANCE_CLAIM";
  private static final Pattern CLAIM_FORM = Pattern.compile("|[A-Za-z][A-Za-z0-9_:.-]*");

  /** API Gateway writes a list as text, in more than one way. */
  private static final Pattern BETWEEN_INSTANCES = Pattern.compile("[\\s,\\[\\]\"]+");

  private final Optional<Predicate<String>> clients;
  private final Optional<String> claim;

  private TokenScope(Optional<Predicate<String>> clients, Optional<String> claim) {
    this.clients = clients;
    this.claim = claim;
  }

  /**
   * Reads {@code USER_POOL_CLIENTS} (ids with a bar between two; empty: callers sign) and {@code
   * INSTANCE_CLAIM} (the name of a claim; empty: tokens are for every instance).
   *
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  public static TokenScope of(SettingReader read) {
    String clients = text(read, CLIENTS, CLIENTS_FORM, "ids of app clients with | between two");
    return new TokenScope(
        clients.isEmpty()
            ? Optional.empty()
            : Optional.of(Set.copyOf(List.of(clients.split("\\|")))::contains),
        claim(read));
  }

  /**
   * Reads {@code API_AUTHORIZATION} (IAM: callers sign; COGNITO: they bring tokens, of clients that
   * API Gateway has looked at) and {@code INSTANCE_CLAIM}.
   *
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  public static TokenScope ofAuthorization(SettingReader read) {
    String authorization = text(read, AUTHORIZATION, AUTHORIZATION_FORM, "IAM or COGNITO");
    return new TokenScope(
        authorization.equals("IAM") ? Optional.empty() : Optional.of(client -> !client.isEmpty()),
        claim(read));
  }

  /**
   * Returns whether the bearer of the request's token may have an answer about an instance; about
   * none where the request is for none.
   */
  public boolean covers(
      @Nullable APIGatewayProxyRequestEvent request, Optional<InstanceId> instance) {
    return clients.isEmpty()
        || instance.isEmpty()
        || covers(claims(request), clients.get(), instance.get().value());
  }

  private boolean covers(Map<?, ?> claims, Predicate<String> ours, String instance) {
    return ours.test(text(claims, "aud"))
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

  private static Optional<String> claim(SettingReader read) {
    String claim = text(read, CLAIM, CLAIM_FORM, "the name of a claim such as cognito:groups");
    return Optional.of(claim).filter(name -> !name.isEmpty());
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
