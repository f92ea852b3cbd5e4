package io.contacttree.standin;

import static io.contacttree.standin.StandInFixture.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.GetAttachedFileResponse;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;

final class GetAttachedFileTest {
  private static final String ARN =
      "arn:aws:connect:us-east-1:123456789012:instance/" + CENTRE + "/contact/c";

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
  @CsvSource({
    "APPROVED, APPROVED, true",
    "AVAILABLE, APPROVED, true",
    "PROCESSING, PROCESSING, false",
    "REJECTED, REJECTED, false",
    "FAILED, FAILED, false",
    "DELETED, DELETED, false",
  })
  void link_isGivenOnlyForAnApprovedOrAvailableFile(
      String status, String fileStatus, boolean linked) throws Exception {
    attachment("{\"Attachment\":{\"Name\":\"f1\",\"Status\":\"" + status + "\"}}");

    GetAttachedFileResponse file = file("f1");

    assertThat(file.fileStatusAsString()).isEqualTo(fileStatus);
    assertThat(file.downloadUrlMetadata() != null).isEqualTo(linked);
    assertThat(file.fileId()).isEqualTo("f1");
    assertThat(file.associatedResourceArn()).isEqualTo(ARN);
    assertThat(file.fileUseCaseTypeAsString()).isEqualTo("ATTACHMENT");
  }

  @Test
  void link_leadsToAsManyBytesOfTextAsTheFileHas() throws Exception {
    attachment("{\"Attachment\":{\"Name\":\"ä/1\",\"Status\":\"APPROVED\"}}");

    GetAttachedFileResponse file = file("ä/1");
    HttpResponse<String> text = follow(file.downloadUrlMetadata().url());

    assertThat(file.downloadUrlMetadata().url())
        .startsWith(fixture.standIn.endpoint() + "/_stand-in/files/")
        .contains("?X-Amz-Expires=300&X-Amz-Signature=");
    assertThat(file.downloadUrlMetadata().urlExpiry()).isEqualTo("2026-11-02T12:05:00Z");
    assertThat(text.statusCode()).isEqualTo(200);
    assertThat(text.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(text.body()).contains("ä/1");
    assertThat(text.body().getBytes(StandardCharsets.UTF_8))
        .hasSize((int) (long) file.fileSizeInBytes());
  }

  @Test
  void linkChangedOrExpired_isForbidden() throws Exception {
    attachment("{\"Attachment\":{\"Name\":\"f1\",\"Status\":\"APPROVED\"}}");
    String link =
        fixture
            .connect
            .getAttachedFile(
                request ->
                    request
                        .instanceId(CENTRE)
                        .fileId("f1")
                        .associatedResourceArn(ARN)
                        .urlExpiryInSeconds(5))
            .downloadUrlMetadata()
            .url();

    assertThat(follow(link.replace("/f1?", "/f2?")).statusCode()).isEqualTo(403);
    assertThat(follow(link.replace("Expires=5", "Expires=500")).statusCode()).isEqualTo(403);
    fixture.clock.set("2026-11-02T12:00:05Z");
    assertThat(follow(link).statusCode()).isEqualTo(200);
    fixture.clock.set("2026-11-02T12:00:05.001Z");
    assertThat(follow(link).statusCode()).isEqualTo(403);
  }

  @Test
  void bodyOfAnEmail_goesByNameOrArnTailAndIsApproved() throws Exception {
    attachment(
        "{\"EmailMessage\":{\"Name\":\"m1\",\"Arn\":\"arn:aws:connect:us-east-1:1:instance/i/file/m-tail\"}}");

    assertThat(file("m1").downloadUrlMetadata()).isNotNull();
    assertThat(file("m-tail").fileArn())
        .isEqualTo("arn:aws:connect:us-east-1:1:instance/i/file/m-tail");
    assertThat(file("m1").fileUseCaseTypeAsString()).isEqualTo("EMAIL_MESSAGE");
  }

  @Test
  void statusOfLater_givesALinkLater() throws Exception {
    fixture.contacts(
        "\"Id\":\"c\",\"DisconnectTimestamp\":\"2026-11-02T12:00:00Z\",\"References\":["
            + "{\"Attachment\":{\"Name\":\"f1\",\"Status\":\"PROCESSING\"},"
            + "\"_StatusAfter\":[{\"Seconds\":3,\"Status\":\"APPROVED\"}]}]");

    assertThat(file("f1").downloadUrlMetadata()).isNull();
    fixture.clock.set("2026-11-02T12:00:03Z");
    assertThat(file("f1").downloadUrlMetadata()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Url\":{\"Name\":\"f1\",\"Value\":\"v\"}}",
        "{\"Attachment\":{\"Name\":\"other\",\"Status\":\"APPROVED\"}}",
        "{\"Attachment\":{\"Name\":\"f1\",\"Status\":\"APPROVED\"},\"_VisibleAfterSeconds\":1}",
      })
  void fileThatIsNotThere_isNotFound(String reference) throws Exception {
    attachment(reference);

    assertThatThrownBy(() -> file("f1")).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void arnOfNoContact_isNotFound() throws Exception {
    attachment("{\"Attachment\":{\"Name\":\"f1\",\"Status\":\"APPROVED\"}}");

    assertThatThrownBy(
            () ->
                fixture.connect.getAttachedFile(
                    request ->
                        request
                            .instanceId(CENTRE)
                            .fileId("f1")
                            .associatedResourceArn(ARN + "-other")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "associatedResourceArn=",
        "associatedResourceArn=x&urlExpiryInSeconds=4",
        "associatedResourceArn=x&urlExpiryInSeconds=301",
        "associatedResourceArn=x&urlExpiryInSeconds=soon",
      })
  void wrongParameter_isAnInvalidRequest(String query) throws Exception {
    attachment("{\"Attachment\":{\"Name\":\"f1\",\"Status\":\"APPROVED\"}}");

    var response = fixture.get("/attached-files/" + CENTRE + "/f1?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("InvalidRequestException");
  }

  private void attachment(String reference) throws Exception {
    fixture.contacts("\"Id\":\"c\",\"References\":[" + reference + "]");
  }

  private GetAttachedFileResponse file(String fileId) {
    return fixture.connect.getAttachedFile(
        request -> request.instanceId(CENTRE).fileId(fileId).associatedResourceArn(ARN));
  }

  private static HttpResponse<String> follow(String link) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(link)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
