package io.contacttree.functions.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.lambda.http.IfNoneMatch;
import io.contacttree.lambda.http.Problem.FieldError;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestParserTest {
  private static final String RESOURCE = "/instances/{instanceId}/contacts/{contactId}/tree";
  private static final IfNoneMatch NO_TAGS = new IfNoneMatch(false, Set.of());

  private static final TreeLook AS_IT_IS = new TreeLook(TreeForm.JSON, false, ZoneOffset.UTC);
  private static final String NO_FORMAT = "must be one of json, svg, html, text, mermaid";

  /** A request as API Gateway hands it over, for the resource of the contract. */
  private static APIGatewayProxyRequestEvent request(String instance, String contact) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod("GET")
        .withResource(RESOURCE)
        .withPath("/v1/instances/" + instance + "/contacts/" + contact + "/tree")
        .withPathParameters(Map.of("instanceId", instance, "contactId", contact));
  }

  private static TreeRequest.Tree tree(String instance, String contact) {
    return new TreeRequest.Tree(
        new InstanceId(instance), new ContactId(contact), NO_TAGS, false, AS_IT_IS);
  }

  @Test
  void idsOfTheResource_areAskedFor() {
    assertThat(RequestParser.parse(request("i-1", "c_2"))).isEqualTo(tree("i-1", "c_2"));
  }

  @ParameterizedTest
  @CsvSource({"%61bc, abc", "a%2Db, a-b", "a%5fb, a_b"})
  void idsStillPercentEncoded_areDecoded(String sent, String meant) {
    assertThat(RequestParser.parse(request(sent, sent))).isEqualTo(tree(meant, meant));
  }

  @Test
  void pathWithoutResource_isReadItself() {
    assertThat(
            RequestParser.parse(
                new APIGatewayProxyRequestEvent()
                    .withHttpMethod("GET")
                    .withPath("/instances/i%2D1/contacts/c/tree")))
        .isEqualTo(tree("i-1", "c"));
  }

  @Test
  void slashAtTheEnd_changesNothing() {
    assertThat(
            RequestParser.parse(
                new APIGatewayProxyRequestEvent()
                    .withHttpMethod("GET")
                    .withPath("/instances/i/contacts/c/tree/")))
        .isEqualTo(tree("i", "c"));
    assertThat(RequestParser.parse(request("i", "c").withPath("/instances/i/contacts/c/tree/")))
        .isEqualTo(tree("i", "c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "3.0", "2"})
  void otherPayloadFormat_isOfAnotherIntegration(String version) {
    APIGatewayProxyRequestEvent request = request("i", "c");
    request.setVersion(version);

    assertThat(RequestParser.parse(request)).isEqualTo(new TreeRequest.OtherIntegration());
  }

  @Test
  void formatOfRestApis_isTaken() {
    APIGatewayProxyRequestEvent request = request("i", "c");
    request.setVersion("1.0");

    assertThat(RequestParser.parse(request)).isEqualTo(tree("i", "c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/{proxy+}", "/instances/{proxy+}", "/v1/{any+}", "$default"})
  void greedyResource_isOfAnotherIntegration(String resource) {
    assertThat(
            RequestParser.parse(
                request("i", "c")
                    .withResource(resource)
                    .withPath("/instances/i/contacts/c/tree")
                    .withPathParameters(Map.of("proxy", "instances/i/contacts/c/tree"))))
        .isEqualTo(new TreeRequest.OtherIntegration());
  }

  @Test
  void whatIsNoRequest_isOfAnotherIntegration() {
    assertThat(RequestParser.parse(null)).isEqualTo(new TreeRequest.OtherIntegration());
    assertThat(RequestParser.parse(new APIGatewayProxyRequestEvent()))
        .isEqualTo(new TreeRequest.OtherIntegration());
  }

  @ParameterizedTest
  @CsvSource({"instanceId, contactId", "contactId, instanceId"})
  void idThatIsNull_isNamed(String absent, String given) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put(absent, null);
    parameters.put(given, "x");

    assertThat(RequestParser.parse(request("i", "c").withPathParameters(parameters)))
        .isInstanceOfSatisfying(
            TreeRequest.Invalid.class,
            invalid ->
                assertThat(invalid.errors()).extracting(FieldError::field).containsExactly(absent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/instances/i/contacts/c",
        "/instances/i/contacts/c/tree//",
        "/instances/i/contacts/c/tree/x",
        "/instances/i/contacts/c/d/tree",
        "/v1/instances/i/contacts/c/tree",
        "/instances/i/trees"
      })
  void otherPath_isNotFound(String path) {
    assertThat(
            RequestParser.parse(
                new APIGatewayProxyRequestEvent().withHttpMethod("GET").withPath(path)))
        .isEqualTo(new TreeRequest.NotFound());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "get"})
  void otherMethod_isToldSo(String method) {
    assertThat(RequestParser.parse(request("i", "c/wrong").withHttpMethod(method)))
        .isEqualTo(new TreeRequest.MethodNotAllowed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "a.b", "a/b", "a%2Fb", "%", "%zz", "%00", "ä", "%C3%A4", "a+b", "a\n"})
  void idThatCannotBeOne_isNamed(String id) {
    assertThat(RequestParser.parse(request("i", id)))
        .isEqualTo(
            new TreeRequest.Invalid(
                List.of(
                    new FieldError(
                        "contactId", "must be 1 to 256 characters of A-Z a-z 0-9 _ -"))));
    assertThat(RequestParser.parse(request(id, "c")))
        .isEqualTo(
            new TreeRequest.Invalid(
                List.of(
                    new FieldError(
                        "instanceId", "must be 1 to 100 characters of A-Z a-z 0-9 _ -"))));
  }

  @Test
  void idsOfTheGreatestLength_areTakenAndLongerOnesAreNot() {
    assertThat(RequestParser.parse(request("i".repeat(100), "c".repeat(256))))
        .isEqualTo(tree("i".repeat(100), "c".repeat(256)));
    assertThat(RequestParser.parse(request("i".repeat(101), "c".repeat(257))))
        .isInstanceOfSatisfying(
            TreeRequest.Invalid.class,
            invalid ->
                assertThat(invalid.errors())
                    .extracting(FieldError::field)
                    .containsExactly("instanceId", "contactId"));
  }

  @Test
  void formatJson_isTaken() {
    assertThat(
            RequestParser.parse(
                request("i", "c")
                    .withQueryStringParameters(Map.of("format", "json"))
                    .withMultiValueQueryStringParameters(Map.of("format", List.of("json")))))
        .isEqualTo(tree("i", "c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xml", "JSON", " json", "json,svg"})
  void otherFormat_isRefused(String format) {
    assertThat(
            RequestParser.parse(
                request("i", "c").withQueryStringParameters(Map.of("format", format))))
        .isEqualTo(new TreeRequest.Invalid(List.of(new FieldError("format", NO_FORMAT))));
  }

  @ParameterizedTest
  @CsvSource({"json, JSON", "svg, SVG", "html, HTML", "text, TEXT", "mermaid, MERMAID"})
  void format_isTheForm(String format, TreeForm form) {
    assertThat(look(Map.of("format", format), "text/nothing").form()).isEqualTo(form);
  }

  @ParameterizedTest
  @ValueSource(strings = {"format", "names", "tz"})
  void parameterTwiceOrEmpty_isRefused(String name) {
    assertThat(
            RequestParser.parse(
                request("i", "c")
                    .withQueryStringParameters(Map.of(name, "json"))
                    .withMultiValueQueryStringParameters(Map.of(name, List.of("json", "json")))))
        .isEqualTo(new TreeRequest.Invalid(List.of(new FieldError(name, "must be given once"))));
    assertThat(RequestParser.parse(request("i", "c").withQueryStringParameters(Map.of(name, ""))))
        .isEqualTo(new TreeRequest.Invalid(List.of(new FieldError(name, "must not be empty"))));
  }

  @Test
  void parametersOfSignedLinks_areIgnored() {
    assertThat(
            RequestParser.parse(
                request("i", "c")
                    .withQueryStringParameters(
                        Map.of("X-Amz-Signature", "s", "X-Amz-Security-Token", ""))
                    .withMultiValueQueryStringParameters(Map.of("X-Amz-Date", List.of("a", "b")))))
        .isEqualTo(tree("i", "c"));
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false"})
  void names_areOnWhereAskedFor(String names, boolean on) {
    assertThat(look(Map.of("names", names), "text/html").names()).isEqualTo(on);
    assertThat(look(Map.of("names", names), "application/json").names()).isEqualTo(on);
  }

  @ParameterizedTest
  @CsvSource({"json, false", "svg, true", "html, true", "text, false", "mermaid, false"})
  void namesNotAskedFor_areInPictures(String format, boolean on) {
    assertThat(look(Map.of("format", format), "*/*").names()).isEqualTo(on);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "TRUE", "yes", " true"})
  void otherNames_areRefused(String names) {
    assertThat(
            RequestParser.parse(
                request("i", "c").withQueryStringParameters(Map.of("names", names))))
        .isEqualTo(
            new TreeRequest.Invalid(List.of(new FieldError("names", "must be true or false"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "UTC", "America/Argentina/Ushuaia", "Etc/GMT+5"})
  void zone_isOfTheIanaNames(String name) {
    assertThat(look(Map.of("tz", name), "*/*").zone()).isEqualTo(ZoneId.of(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+01:00", "UTC+1", "europe/berlin", "Europe/Berlin ", "Z", "CEST", "x"})
  void otherZone_isRefusedWhateverTheForm(String name) {
    for (String format : List.of("json", "svg", "mermaid")) {
      assertThat(
              RequestParser.parse(
                  request("i", "c")
                      .withQueryStringParameters(Map.of("tz", name, "format", format))))
          .isEqualTo(
              new TreeRequest.Invalid(
                  List.of(
                      new FieldError(
                          "tz", "must be the IANA name of a time zone, such as Europe/Berlin"))));
    }
  }

  /** RFC 9110, section 12.5.1; of equals the first row of the API's table. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*|JSON",
        "application/json|JSON",
        "application/*|JSON",
        "image/*|SVG",
        "image/svg+xml|SVG",
        "text/*|HTML",
        "text/html|HTML",
        "TEXT/HTML;charset=UTF-8|HTML",
        "text/plain; charset=\"utf-8\"|TEXT",
        "application/vnd.mermaid|MERMAID",
        "text/html;q=0.5, application/json;q=0.4|HTML",
        "text/html;q=0.4, application/json;q=0.4|JSON",
        "text/plain, text/html|HTML",
        "application/json;q=0, */*|SVG",
        "text/*;q=0.3, text/html;q=0.1, image/svg+xml;q=0.2|TEXT",
        "text/html;level=1, text/plain;q=0.1|TEXT",
        "application/xml, text/plain;q=0.001|TEXT",
        "text/html;q=1.000|HTML",
        "text/html;q=0.33;q=0.1, image/svg+xml;q=0.2|SVG",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8|HTML",
        ",, ,text/html|HTML",
        "text/x;p=\"a,application/json\", text/plain|TEXT",
        "garbage|JSON",
        "''|JSON"
      })
  void accept_choosesTheForm(String header, TreeForm form) {
    assertThat(look(Map.of(), header).form()).isEqualTo(form);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/xml",
        "text/html;q=0",
        "*/*;q=0",
        "text/html;level=1",
        "text/html;charset=iso-8859-1",
        "application/json;q=0, image/png, text/*;q=0.000",
        "image/png"
      })
  void formsThatDoNotExist_areNotAcceptable(String header) {
    assertThat(RequestParser.parse(request("i", "c").withHeaders(Map.of("Accept", header))))
        .isEqualTo(new TreeRequest.NotAcceptable());
  }

  @Test
  void acceptOnSeveralLines_isOneList() {
    assertThat(
            ((TreeRequest.Tree)
                    RequestParser.parse(
                        request("i", "c")
                            .withMultiValueHeaders(
                                Map.of("accept", List.of("text/plain;q=0.1", "text/html")))))
                .look()
                .form())
        .isEqualTo(TreeForm.HTML);
  }

  private static TreeLook look(Map<String, String> query, String accept) {
    return ((TreeRequest.Tree)
            RequestParser.parse(
                request("i", "c")
                    .withQueryStringParameters(query)
                    .withHeaders(Map.of("Accept", accept))))
        .look();
  }

  @Test
  void unknownParameters_areNamed() {
    assertThat(
            RequestParser.parse(
                request("i", "c")
                    .withQueryStringParameters(
                        Map.of("limit", "1", "x".repeat(500), "1", "", "1", "ä", "1"))))
        .isEqualTo(
            new TreeRequest.Invalid(
                List.of(
                    new FieldError("(without a name)", "is no parameter of this resource"),
                    new FieldError("limit", "is no parameter of this resource"),
                    new FieldError("x".repeat(64), "is no parameter of this resource"),
                    new FieldError("??", "is no parameter of this resource"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-|false",
        "gzip|true",
        "deflate, gzip, br|true",
        "GZIP;q=0.5|true",
        "gzip;q=0|false",
        "gzip; q=0.000, br|false",
        "*|true",
        "*;q=0|false",
        "gzip;q=0, *|false",
        "br|false",
        "identity|false",
        "''|false"
      })
  void gzip_isSentOnlyToWhoTakesIt(String header, boolean accepted) {
    APIGatewayProxyRequestEvent request = request("i", "c");
    if (header != null) {
      request.setHeaders(Map.of("accept-encoding", header));
    }

    assertThat(((TreeRequest.Tree) RequestParser.parse(request)).gzip()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"a\"|true",
        "W/\"a\"|true",
        "\"b\", \"a\"|true",
        "\"b\" ,W/\"a\"|true",
        "\"b,\", \"a\"|true",
        ", , \"a\"|true",
        "*|true",
        " * |true",
        "\"b\"|false",
        "\"aa\"|false",
        "a|false",
        "\"a|false",
        "W/a|false",
        "w/\"a\"|false",
        "\"b\" \"a\"|false",
        "\"*\"|false",
      })
  void ifNoneMatch_isAListOfTags(String header, boolean known) {
    APIGatewayProxyRequestEvent request =
        request("i", "c").withHeaders(Map.of("if-none-MATCH", header));

    assertThat(((TreeRequest.Tree) RequestParser.parse(request)).known().contains("\"a\""))
        .isEqualTo(known);
  }

  @Test
  void ifNoneMatchOnSeveralLines_isOneList() {
    APIGatewayProxyRequestEvent request =
        request("i", "c")
            .withHeaders(Map.of("If-None-Match", "\"last\""))
            .withMultiValueHeaders(Map.of("If-None-Match", List.of("\"first\"", "\"last\"")));

    IfNoneMatch known = ((TreeRequest.Tree) RequestParser.parse(request)).known();
    assertThat(known.contains("\"first\"")).isTrue();
    assertThat(known.contains("\"last\"")).isTrue();
  }

  @Test
  void longHeaderOfNothing_isReadInNoTime() {
    String header = "W/".repeat(100_000) + ",".repeat(100_000) + "\"".repeat(100_001);

    assertThat(RequestParser.parse(request("i", "c").withHeaders(Map.of("If-None-Match", header))))
        .isInstanceOf(TreeRequest.Tree.class);
  }

  @Test
  void nullsInHeadersAndQuery_areNothing() {
    Map<String, String> nulls = new HashMap<>();
    nulls.put("format", null);
    Map<String, List<String>> lines = new HashMap<>();
    lines.put("If-None-Match", Arrays.asList(null, "\"a\""));
    lines.put("Accept-Encoding", null);

    assertThat(
            RequestParser.parse(request("i", "c").withMultiValueHeaders(lines).withHeaders(nulls)))
        .isEqualTo(
            new TreeRequest.Tree(
                new InstanceId("i"),
                new ContactId("c"),
                new IfNoneMatch(false, Set.of("\"a\"")),
                false,
                AS_IT_IS));
    assertThat(RequestParser.parse(request("i", "c").withQueryStringParameters(nulls)))
        .isEqualTo(new TreeRequest.Invalid(List.of(new FieldError("format", "must not be empty"))));
  }

  @Property
  void anyRequest_isAnswered(
      @ForAll String instance, @ForAll String contact, @ForAll String header) {
    assertThat(
            RequestParser.parse(
                request(instance, contact)
                    .withHeaders(Map.of("If-None-Match", header, "Accept-Encoding", header))
                    .withQueryStringParameters(Map.of(header, contact))))
        .isNotNull();
  }
}
