package io.contacttree.standin;

import static io.contacttree.standin.StandInFixture.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.contacts.ContactScenario;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScenarioControlTest {
  private static final String SCENARIOS = "/_stand-in/scenarios";

  private StandInFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = StandInFixture.unlimited();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\"},{\"Id\":\"b\"}]} | 1 | 2",
        "[{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\"}]},{\"InstanceId\":\"j\",\"Contacts\":[{\"Id\":\"a\"}]}] | 2 | 2",
        "[{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\"}]},{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"b\"}]}] | 1 | 2",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\"}]} {\"InstanceId\":\"j\"} | 2 | 1",
      })
  void scenarios_areTakenInAndCounted(String json, int instances, int contacts) throws Exception {
    HttpResponse<String> response = fixture.post(SCENARIOS, json);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo("{\"instances\":%d,\"contacts\":%d}".formatted(instances, contacts));
  }

  @Test
  void contactPostedAgain_isReplacedWhole() throws Exception {
    fixture.contacts(
        "\"Id\":\"a\",\"Channel\":\"VOICE\",\"PreviousContactId\":\"b\"",
        "\"Id\":\"b\"",
        "\"Id\":\"c\",\"PreviousContactId\":\"a\"");
    fixture.contacts("\"Id\":\"a\",\"InitiationMethod\":\"API\"");

    assertThat(fixture.listed("a")).containsExactly("a", "c");
    assertThat(fixture.listed("b")).containsExactly("b");
    assertThat(fixture.page("a").contactSummaryList().get(0).channelAsString()).isNull();
    assertThat(fixture.page("a").contactSummaryList().get(0).initiationMethodAsString())
        .isEqualTo("API");
  }

  @Test
  void data_isGivenBackInItsOwnWords() throws Exception {
    String posted =
        """
        [{"InstanceId":"i","Contacts":[{"Id":"a","InitiationTimestamp":"2026-01-01T00:00:00Z",
          "References":[{"Url":{"Name":"n"},"_VisibleAfterSeconds":1}]},{"Id":"b"}]},
         {"InstanceId":"j","Contacts":[]}]
        """;
    fixture.post(SCENARIOS, posted);

    JsonNode data = fixture.json(SCENARIOS);

    assertThat(data).isEqualTo(StandInFixture.JSON.readTree(posted));
    assertThat(fixture.post(SCENARIOS, data.toString()).statusCode()).isEqualTo(200);
  }

  @Test
  void deletedContact_isGoneAndTheInstanceIsNot() throws Exception {
    fixture.contacts("\"Id\":\"a\"", "\"Id\":\"b\",\"PreviousContactId\":\"a\"");

    assertThat(fixture.delete(SCENARIOS + "?instanceId=" + CENTRE + "&contactId=a").statusCode())
        .isEqualTo(204);

    assertThat(fixture.listed("b")).containsExactly("b");
    assertThat(fixture.get("/contacts/" + CENTRE + "/a").statusCode()).isEqualTo(404);
  }

  @Test
  void deletedInstance_isGoneAndOthersStay() throws Exception {
    fixture.contacts("\"Id\":\"a\"");
    fixture.scenario("other", "\"Id\":\"a\"");

    assertThat(fixture.delete(SCENARIOS + "?instanceId=other").statusCode()).isEqualTo(204);

    assertThat(fixture.get("/contacts/other/a").statusCode()).isEqualTo(404);
    assertThat(fixture.listed("a")).containsExactly("a");
  }

  @Test
  void deleteOfAll_leavesNothing() throws Exception {
    fixture.contacts("\"Id\":\"a\"");

    assertThat(fixture.delete(SCENARIOS).statusCode()).isEqualTo(204);

    assertThat(fixture.get(SCENARIOS).body()).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?instanceId=", "?contactid=a", "?contactId=a&contactId=b"})
  void deleteWithASlip_deletesNothing(String query) throws Exception {
    fixture.contacts("\"Id\":\"a\"");

    HttpResponse<String> response = fixture.delete(SCENARIOS + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(StandInFixture.JSON.readTree(response.body()).path("error").asText()).isNotBlank();
    assertThat(fixture.listed("a")).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "nonsense | not JSON",
        "~ ~ | no scenario",
        "[] | no scenario",
        "7 | must be an object",
        "{\"Contacts\":[]} | InstanceId is missing",
        "{\"InstanceId\":\"\"} | InstanceId",
        "{\"InstanceId\":7} | InstanceId must be a string",
        "{\"instanceId\":\"i\"} | write InstanceId",
        "{\"InstanceId\":\"i\",\"Contacts\":{}} | Contacts must be an array",
        "{\"InstanceId\":\"i\",\"Contacts\":[{}]} | Id is missing",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\"},{\"Id\":\"a\"}]} | contact a: Id stands twice",
        "[{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\"}]},{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\"}]}] | contact a: Id stands twice",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"Id\":\"b\"}]} | Duplicate",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"RelatedContactID\":\"b\"}]} | write RelatedContactId",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"PreviousContactId\":7}]} | PreviousContactId must be a string",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"InitiationTimestamp\":\"yesterday\"}]} | contact a: InitiationTimestamp must be a time",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"InitiationTimestamp\":\"2026-01-01T00:00:00\"}]} | InitiationTimestamp must be a time",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"DisconnectTimestamp\":1700000000000}]} | looks like milliseconds",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"DisconnectTimestamp\":1e-999999999}]} | at most 30 decimals",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"AgentInfo\":{\"ConnectedToAgentTimestamp\":true}}]} | AgentInfo.ConnectedToAgentTimestamp must be a time",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"QueueInfo\":{\"Id\":\"arn:aws:x/q\"}}]} | QueueInfo.Id must be the bare id",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"QueueInfo\":\"q\"}]} | QueueInfo",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"References\":{}}]} | References must be an array",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"References\":[{}]}]} | References[0]: has no kind",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"References\":[{\"Url\":{},\"Email\":{}}]}]} | two kinds Url and Email",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"References\":[{\"Url\":{\"Value\":7}}]}]} | Value must be a string",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"References\":[{\"Url\":{},\"_Visible\":1}]}]} | _Visible is unknown",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"References\":[{\"Url\":{},\"_VisibleAfterSeconds\":-1}]}]} | _VisibleAfterSeconds must be",
        "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\",\"References\":[{\"Url\":{},\"_StatusAfter\":[{\"Seconds\":1}]}]}]} | _StatusAfter must be",
      })
  void scenarioAtFault_changesNothingAndSaysWhat(String json, String reason) throws Exception {
    fixture.scenario("i", "\"Id\":\"before\"");
    String before = fixture.get(SCENARIOS).body();

    HttpResponse<String> response = fixture.post(SCENARIOS, json);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(StandInFixture.JSON.readTree(response.body()).path("error").asText())
        .contains(reason);
    assertThat(fixture.get(SCENARIOS).body()).isEqualTo(before);
  }

  @Test
  void faultInTheLastContact_keepsTheFirstOut() throws Exception {
    fixture.post(
        SCENARIOS, "{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"first\"},{\"Id\":\"\"}]}");

    assertThat(fixture.get("/contacts/i/first").statusCode()).isEqualTo(404);
  }

  @Test
  void scenarioLoadedInCode_isAsOnePosted() throws Exception {
    ContactScenario.Reading taken =
        fixture.standIn.load("{\"InstanceId\":\"i\",\"Contacts\":[{\"Id\":\"a\"}]}");
    ContactScenario.Reading refused = fixture.standIn.load("{}");

    assertThat(taken).isInstanceOf(ContactScenario.Reading.Taken.class);
    assertThat(refused)
        .isEqualTo(new ContactScenario.Reading.Refused("scenario: InstanceId is missing; add it"));
    assertThat(fixture.get("/contacts/i/a").statusCode()).isEqualTo(200);
  }

  @Test
  void wrongMethodOrPath_saysWhatIsPossible() throws Exception {
    HttpResponse<String> method = fixture.send("PUT", SCENARIOS, "{}");
    HttpResponse<String> path = fixture.get("/_stand-in/scenario");

    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow")).hasValue("GET, POST, DELETE");
    assertThat(path.statusCode()).isEqualTo(404);
    assertThat(path.body()).contains("/_stand-in/scenarios");
  }
}
