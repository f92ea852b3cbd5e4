package io.contacttree.standin;

import static io.contacttree.standin.StandInFixture.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.ConnectException;
import software.amazon.awssdk.services.connect.model.InternalServiceException;

final class ErrorQuirksTest {

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
  void error_isAnsweredForItsOperationContactAndPageAsOftenAsTold() throws Exception {
    fixture.quirks(
        "{\"errors\":[{\"api\":\"ListAssociatedContacts\",\"contact_id\":\"a\",\"page\":2,"
            + "\"status\":500,\"type\":\"InternalServiceException\",\"times\":2}]}");
    String token = fixture.page("a", 3, null).nextToken();

    for (int n = 0; n < 2; n++) {
      assertThatThrownBy(() -> fixture.page("a", 3, token))
          .isInstanceOf(InternalServiceException.class);
    }
    assertThat(fixture.page("a", 3, token).contactSummaryList()).hasSize(2);
    assertThat(fixture.json("/_stand-in/calls").path("ListAssociatedContacts").toString())
        .isEqualTo("{\"answered\":2,\"throttled\":0,\"failed\":2}");
  }

  @Test
  void errorForAnotherContact_isNotAnswered() throws Exception {
    fixture.quirks("{\"errors\":[{\"api\":\"*\",\"contact_id\":\"b\",\"status\":403}]}");

    assertThat(fixture.statusesByItsOwnId("a")).startsWith(200, 200, 200);
    assertThat(fixture.statusesByItsOwnId("b")).containsExactly(403, 403, 403, 403);
    assertThat(fixture.statusesByItsOwnId("b")).as("always").containsExactly(403, 403, 403, 403);
  }

  @Test
  void errorWithoutAType_hasTheUsualOneOfItsStatus() throws Exception {
    fixture.quirks("{\"errors\":[{\"api\":\"*\",\"status\":402}]}");

    HttpResponse<String> response = fixture.get("/contacts/" + CENTRE + "/a");

    assertThat(response.statusCode()).isEqualTo(402);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("ServiceQuotaExceededException");
  }

  @Test
  void statusZero_closesTheConnectionWithoutAnAnswer() throws Exception {
    fixture.quirks("{\"errors\":[{\"api\":\"*\",\"status\":0}]}");

    assertThatThrownBy(() -> fixture.get("/contacts/" + CENTRE + "/a"))
        .isInstanceOf(IOException.class);
    assertThat(fixture.get("/_stand-in/calls/log").body()).contains("\"status\":0,");
    fixture.quirks("{}");
    assertThat(fixture.get("/contacts/" + CENTRE + "/a").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ThrottlingException", "AccessDeniedException"})
  void errorTypeGiven_reachesTheSdk(String type) throws Exception {
    fixture.quirks("{\"errors\":[{\"api\":\"*\",\"status\":400,\"type\":\"" + type + "\"}]}");

    assertThatThrownBy(() -> fixture.listed("a"))
        .isInstanceOfSatisfying(
            ConnectException.class,
            thrown -> assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo(type));
  }
}
