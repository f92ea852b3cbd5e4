package io.contacttree.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuirksPostedTest {

  private StandInFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = StandInFixture.unlimited();
    fixture.fiveContacts();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void quirksPosted_replaceAllAndAreShown() throws Exception {
    fixture.quirks("{\"list\":{\"self\":false},\"late_references\":{\"seconds\":1}}");
    fixture.quirks("{\"list\":{\"duplicates\":true}}");

    assertThat(fixture.get("/_stand-in/quirks").body())
        .isEqualTo("{\"list\":{\"duplicates\":true}}");
    assertThat(fixture.listed("c")).contains("c");
    fixture.quirks("{}");
    assertThat(fixture.get("/_stand-in/quirks").body()).isEqualTo("{}");
    assertThat(fixture.listed("c")).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void everyKeyAtOnce_isTakenAndShown() throws Exception {
    String every =
        """
        {"read_lag":{"seconds":3,"mode":"OPEN"},
         "list":{"self":false,"follow_related":false,"shuffle_seed":7,"duplicates":true,"end_token":"EMPTY"},
         "late_references":{"seconds":5},
         "unknown":{"channel":"HOLOGRAM","initiation_method":"TELEPATHY",
           "reference":{"Hologram":{"Name":"n","Value":"v"}}},
         "purge":{"before":"2026-01-01T00:00:00Z"},
         "latency_ms":{"*":50},
         "errors":[{"api":"ListAssociatedContacts","contact_id":"c","page":2,"status":500,
           "type":"InternalServiceException","times":3}]}
        """;

    fixture.quirks(every);

    assertThat(fixture.json("/_stand-in/quirks")).isEqualTo(StandInFixture.JSON.readTree(every));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | not JSON",
        "[] | one JSON object",
        "{\"slow\":1} | unknown key slow",
        "{\"read_lag\":{\"seconds\":1,\"mode\":\"OPEN\",\"x\":1}} | read_lag has the unknown key x",
        "{\"read_lag\":{\"mode\":\"OPEN\"}} | read_lag.seconds is missing",
        "{\"read_lag\":{\"seconds\":1}} | read_lag.mode is missing",
        "{\"read_lag\":{\"seconds\":1,\"mode\":\"open\"}} | read_lag.mode must be one of",
        "{\"read_lag\":{\"seconds\":-1,\"mode\":\"OPEN\"}} | read_lag.seconds must be",
        "{\"list\":{\"selfs\":false}} | list has the unknown key selfs",
        "{\"list\":{\"self\":\"no\"}} | list.self must be true or false",
        "{\"list\":{\"shuffle_seed\":1.5}} | list.shuffle_seed must be a whole number",
        "{\"list\":{\"end_token\":\"NONE\"}} | list.end_token must be one of",
        "{\"late_references\":{\"second\":1}} | unknown key second",
        "{\"late_references\":{}} | late_references.seconds is missing",
        "{\"unknown\":{\"chanel\":\"X\"}} | unknown key chanel",
        "{\"unknown\":{\"channel\":7}} | unknown.channel must be a text",
        "{\"unknown\":{\"reference\":{}}} | has no kind",
        "{\"unknown\":{\"reference\":{\"A\":{},\"B\":{}}}} | two kinds",
        "{\"purge\":{\"after\":1}} | unknown key after",
        "{\"purge\":{\"before\":\"then\"}} | purge.before must be a time",
        "{\"latency_ms\":{\"Describe\":1}} | unknown key Describe",
        "{\"latency_ms\":{\"*\":-1}} | latency_ms.* must be a whole number",
        "{\"errors\":{}} | errors must be an array",
        "{\"errors\":[{\"api\":\"*\",\"status\":500,\"contactId\":\"a\"}]} | errors[0] has the unknown key contactId",
        "{\"errors\":[{\"status\":500}]} | errors[0].api is missing",
        "{\"errors\":[{\"api\":\"*\"}]} | errors[0].status is missing",
        "{\"errors\":[{\"api\":\"Describe\",\"status\":500}]} | errors[0].api must be",
        "{\"errors\":[{\"api\":\"*\",\"status\":200}]} | errors[0].status must be",
        "{\"errors\":[{\"api\":\"*\",\"status\":500,\"page\":0}]} | errors[0].page must be",
        "{\"errors\":[{\"api\":\"*\",\"status\":500,\"times\":0}]} | errors[0].times must be",
        "{\"errors\":[{\"api\":\"*\",\"status\":500,\"type\":\"a b\"}]} | errors[0].type must be",
      })
  void quirksAtFault_changeNothingAndSayWhat(String json, String reason) throws Exception {
    fixture.quirks("{\"list\":{\"self\":false}}");

    HttpResponse<String> response = fixture.post("/_stand-in/quirks", json);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(StandInFixture.JSON.readTree(response.body()).path("error").asText())
        .contains(reason);
    assertThat(fixture.get("/_stand-in/quirks").body()).isEqualTo("{\"list\":{\"self\":false}}");
    assertThat(fixture.listed("a")).doesNotContain("a");
  }
}
