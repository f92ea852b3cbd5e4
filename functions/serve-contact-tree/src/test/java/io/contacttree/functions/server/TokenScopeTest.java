package io.contacttree.functions.server;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.domain.find.NameLookup;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.lambda.TestContext;
import io.contacttree.lambda.http.TokenScope;
import io.contacttree.lambda.settings.SettingReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the function answers where callers bring tokens. */
final class TokenScopeTest {
  private static final String OURS = DRAWN_INSTANCE.value();
  private static final Map<String, String> CLIENTS = Map.of("USER_POOL_CLIENTS", "ours|theirs");
  private static final Map<String, String> CLIENTS_AND_CLAIM =
      Map.of("USER_POOL_CLIENTS", "ours", "INSTANCE_CLAIM", "cognito:groups");

  private static APIGatewayProxyResponseEvent answer(
      Map<String, String> settings, String contact, Map<String, Object> authorizer) {
    InMemoryTreeStore store = new InMemoryTreeStore();
    ProxyRequestContext context = new ProxyRequestContext();
    context.setAuthorizer(authorizer);
    store.save(DrawnTree.of("a").stored(1), List.of());
    return TestServer.over(store, NameLookup.NONE, TokenScope.of(new SettingReader(settings)))
        .handleRequest(
            new APIGatewayProxyRequestEvent()
                .withHttpMethod("GET")
                .withResource("/instances/{instanceId}/contacts/{contactId}/tree")
                .withPathParameters(
                    Map.of("instanceId", OURS, "contactId", DrawnTree.id(contact).value()))
                .withRequestContext(context),
            new TestContext(Duration.ofSeconds(25)));
  }

  private static int status(Map<String, String> settings, Map<String, Object> authorizer) {
    return answer(settings, "a", authorizer).getStatusCode();
  }

  private static Map<String, Object> claims(Map<String, String> claims) {
    return Map.of("claims", claims);
  }

  @Test
  void signedRequest_isAnsweredWithoutClaims() {
    assertThat(status(Map.of(), Map.of())).isEqualTo(200);
    assertThat(
            status(Map.of("USER_POOL_CLIENTS", "", "INSTANCE_CLAIM", ""), Map.of("claims", "none")))
        .isEqualTo(200);
  }

  @Test
  void tokenOfANamedClient_isAnswered() {
    assertThat(status(CLIENTS, claims(Map.of("aud", "theirs")))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "our", "ours|theirs", ""})
  void tokenOfAnotherClient_is404(String audience) {
    assertThat(status(CLIENTS, claims(Map.of("aud", audience)))).isEqualTo(404);
  }

  @Test
  void requestWithoutClaims_is404WhereTokensAreNeeded() {
    assertThat(status(CLIENTS, Map.of())).isEqualTo(404);
    assertThat(status(CLIENTS, claims(Map.of()))).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "other,%s", "other %s", "[other, %s]", "[\"other\",\"%s\"]"})
  void claimThatNamesTheInstance_isAnswered(String groups) {
    assertThat(
            status(
                CLIENTS_AND_CLAIM,
                claims(Map.of("aud", "ours", "cognito:groups", groups.formatted(OURS)))))
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "other", "*", "%sx", "x%s"})
  void claimThatNamesOthers_is404(String groups) {
    assertThat(
            status(
                CLIENTS_AND_CLAIM,
                claims(Map.of("aud", "ours", "cognito:groups", groups.formatted(OURS)))))
        .isEqualTo(404);
  }

  @Test
  void tokenWithoutTheClaim_is404() {
    assertThat(status(CLIENTS_AND_CLAIM, claims(Map.of("aud", "ours")))).isEqualTo(404);
  }

  @Test
  void claimOfAnotherClient_is404() {
    assertThat(status(CLIENTS_AND_CLAIM, claims(Map.of("aud", "theirs", "cognito:groups", OURS))))
        .isEqualTo(404);
  }

  /** Nobody learns from the answer that there is something that they may not read. */
  @Test
  void treeOfAnotherInstance_isAnsweredAsOneThatIsNotThere() {
    Map<String, Object> stranger = claims(Map.of("aud", "ours", "cognito:groups", "other"));
    Map<String, Object> reader = claims(Map.of("aud", "ours", "cognito:groups", OURS));

    assertThat(answer(CLIENTS_AND_CLAIM, "a", stranger))
        .isEqualTo(answer(CLIENTS_AND_CLAIM, "nobody", reader));
  }

  @Test
  void settingThatCannotBeUsed_isNamed() {
    assertThatThrownBy(() -> TokenScope.of(new SettingReader(Map.of("USER_POOL_CLIENTS", "a||b"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("USER_POOL_CLIENTS");
    assertThatThrownBy(() -> TokenScope.of(new SettingReader(Map.of("INSTANCE_CLAIM", "/?/"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("INSTANCE_CLAIM");
  }
}
