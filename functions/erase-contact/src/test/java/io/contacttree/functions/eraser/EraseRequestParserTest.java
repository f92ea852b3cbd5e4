package io.contacttree.functions.eraser;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.erase.EraseScope;
import io.contacttree.functions.eraser.request.EraseRequest;
import io.contacttree.functions.eraser.request.EraseRequestParser;
import io.contacttree.lambda.http.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EraseRequestParserTest {
  private static final String PATH = "/instances/i-1/contacts/c-1";

  @Test
  void contactAlone_isTheDefault() {
    assertThat(EraseRequestParser.parse(delete(PATH, Map.of())))
        .isEqualTo(
            new EraseRequest.Erase(
                new InstanceId("i-1"), new ContactId("c-1"), EraseScope.CONTACT, false));
  }

  @Test
  void scopeAndDryRun_areTaken() {
    assertThat(EraseRequestParser.parse(delete(PATH, Map.of("scope", "tree", "dry_run", "true"))))
        .isEqualTo(
            new EraseRequest.Erase(
                new InstanceId("i-1"), new ContactId("c-1"), EraseScope.TREE, true));
  }

  @ParameterizedTest
  @CsvSource({
    "/instances/i-1/contacts/c 1, scope, tree, contactId",
    "/instances/i 1/contacts/c-1, scope, tree, instanceId",
    "/instances/i-1/contacts/null, scope, tree, contactId",
    "/instances/i-1/contacts/c-1, scope, Tree, scope",
    "/instances/i-1/contacts/c-1, dry_run, 1, dry_run",
    "/instances/i-1/contacts/c-1, dryrun, true, dryrun"
  })
  void whatCannotBeRight_isNamed(String path, String name, String value, String field) {
    EraseRequest parsed = EraseRequestParser.parse(delete(path, Map.of(name, value)));

    assertThat(parsed).isInstanceOf(EraseRequest.Invalid.class);
    List<Problem.FieldError> errors = ((EraseRequest.Invalid) parsed).errors();
    assertThat(errors).extracting(Problem.FieldError::field).containsExactly(field);
  }

  @Test
  void anotherMethodOrPath_isToldApart() {
    assertThat(EraseRequestParser.parse(delete(PATH, Map.of()).withHttpMethod("GET")))
        .isEqualTo(new EraseRequest.MethodNotAllowed());
    assertThat(EraseRequestParser.parse(delete(PATH + "/more", Map.of())))
        .isEqualTo(new EraseRequest.NotFound());
    assertThat(EraseRequestParser.parse(null)).isEqualTo(new EraseRequest.OtherIntegration());
  }

  private static APIGatewayProxyRequestEvent delete(String path, Map<String, String> parameters) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod("DELETE")
        .withPath(path)
        .withQueryStringParameters(parameters);
  }
}
