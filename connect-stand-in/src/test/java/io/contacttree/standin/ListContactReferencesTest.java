package io.contacttree.standin;

import static io.contacttree.standin.StandInFixture.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.ReferenceSummary;
import software.amazon.awssdk.services.connect.model.ReferenceType;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;

final class ListContactReferencesTest {
  private static final String ATTACHMENT =
      "{\"Attachment\":{\"Name\":\"f1\",\"Value\":\"b/f1\",\"Status\":\"PROCESSING\",\"Arn\":\"arn:aws:connect:x:file/f1\"}";

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
    "Url, URL",
    "Attachment, ATTACHMENT",
    "ContactAnalysis, CONTACT_ANALYSIS",
    "Number, NUMBER",
    "String, STRING",
    "Date, DATE",
    "Email, EMAIL",
    "EmailMessage, EMAIL_MESSAGE",
    "EmailMessagePlainText, EMAIL_MESSAGE_PLAIN_TEXT",
    "EmailMessagePlainTextRedacted, EMAIL_MESSAGE_PLAIN_TEXT_REDACTED",
    "EmailMessageRedacted, EMAIL_MESSAGE_REDACTED",
  })
  void everyKind_isDeliveredWithItsTypeAndNoOther(String kind, String type) throws Exception {
    references("{\"" + kind + "\":{\"Name\":\"n\",\"Value\":\"\"}}");

    for (String asked :
        List.of(
            "URL",
            "ATTACHMENT",
            "CONTACT_ANALYSIS",
            "NUMBER",
            "STRING",
            "DATE",
            "EMAIL",
            "EMAIL_MESSAGE",
            "EMAIL_MESSAGE_PLAIN_TEXT",
            "EMAIL_MESSAGE_PLAIN_TEXT_REDACTED",
            "EMAIL_MESSAGE_REDACTED")) {
      JsonNode list =
          fixture
              .json("/contact/references/" + CENTRE + "/c?referenceTypes=" + asked)
              .path("ReferenceSummaryList");
      assertThat(list.toString())
          .isEqualTo(
              asked.equals(type) ? "[{\"" + kind + "\":{\"Name\":\"n\",\"Value\":\"\"}}]" : "[]");
    }
  }

  @Test
  void sixTypesAtOnce_comeAsTaggedUnionsInTheirOrder() throws Exception {
    references(
        "{\"Url\":{\"Name\":\"u\",\"Value\":\"https://example.com\"}},"
            + ATTACHMENT
            + "},{\"Number\":{\"Name\":\"no\",\"Value\":\"1\"}},"
            + "{\"String\":{\"Name\":\"s\"}},{\"Date\":{\"Name\":\"d\",\"Value\":\"2\"}},"
            + "{\"Email\":{\"Name\":\"e\",\"Value\":\"a@example.com\"}},"
            + "{\"EmailMessage\":{\"Name\":\"not asked for\"}}");

    List<ReferenceSummary> list =
        fixture
            .connect
            .listContactReferences(
                request ->
                    request
                        .instanceId(CENTRE)
                        .contactId("c")
                        .referenceTypes(
                            ReferenceType.URL,
                            ReferenceType.ATTACHMENT,
                            ReferenceType.NUMBER,
                            ReferenceType.STRING,
                            ReferenceType.DATE,
                            ReferenceType.EMAIL))
            .referenceSummaryList();

    assertThat(list)
        .extracting(ReferenceSummary::type)
        .containsExactly(
            ReferenceSummary.Type.URL,
            ReferenceSummary.Type.ATTACHMENT,
            ReferenceSummary.Type.NUMBER,
            ReferenceSummary.Type.STRING,
            ReferenceSummary.Type.DATE,
            ReferenceSummary.Type.EMAIL);
    assertThat(list.get(0).url().value()).isEqualTo("https://example.com");
    assertThat(list.get(1).attachment().statusAsString()).isEqualTo("PROCESSING");
    assertThat(list.get(1).attachment().arn()).isEqualTo("arn:aws:connect:x:file/f1");
    assertThat(list.get(3).string().value()).isNull();
    assertThat(list.get(5).email().value()).isEqualTo("a@example.com");
  }

  @Test
  void contactWithoutReferences_answersAnEmptyList() throws Exception {
    fixture.contacts("\"Id\":\"c\"");

    assertThat(fixture.get("/contact/references/" + CENTRE + "/c?referenceTypes=URL").body())
        .isEqualTo("{\"ReferenceSummaryList\":[]}");
  }

  @Test
  void kindThatIsNoType_isDeliveredWithUrl() throws Exception {
    references("{\"Hologram\":{\"Name\":\"n\"}}");

    assertThat(delivered("URL")).isEqualTo("[{\"Hologram\":{\"Name\":\"n\"}}]");
    assertThat(delivered("STRING")).isEqualTo("[]");
  }

  @Test
  void asType_choosesTheTypeAndStaysInside() throws Exception {
    references("{\"Hologram\":{\"Name\":\"n\"},\"_AsType\":\"CONTACT_ANALYSIS\"}");

    assertThat(delivered("CONTACT_ANALYSIS")).isEqualTo("[{\"Hologram\":{\"Name\":\"n\"}}]");
    assertThat(delivered("URL")).isEqualTo("[]");
  }

  @Test
  void visibleAfterSeconds_countFromTheEndWhenItCameAfterThePost() throws Exception {
    fixture.contacts(
        "\"Id\":\"c\",\"DisconnectTimestamp\":\"2026-11-02T12:00:10Z\",\"References\":["
            + "{\"Url\":{\"Name\":\"late\"},\"_VisibleAfterSeconds\":5}]");

    assertThat(delivered("URL")).as("still open").isEqualTo("[]");
    fixture.clock.set("2026-11-02T12:00:14.999Z");
    assertThat(delivered("URL")).isEqualTo("[]");
    fixture.clock.set("2026-11-02T12:00:15Z");
    assertThat(delivered("URL")).isEqualTo("[{\"Url\":{\"Name\":\"late\"}}]");
  }

  @Test
  void visibleAfterSeconds_countFromThePostWhenItCameAfterTheEnd() throws Exception {
    fixture.contacts(
        "\"Id\":\"c\",\"DisconnectTimestamp\":\"2026-11-02T11:00:00Z\",\"References\":["
            + "{\"Url\":{\"Name\":\"late\"},\"_VisibleAfterSeconds\":5}]");

    fixture.clock.set("2026-11-02T12:00:04.999Z");
    assertThat(delivered("URL")).isEqualTo("[]");
    fixture.clock.set("2026-11-02T12:00:05Z");
    assertThat(delivered("URL")).isEqualTo("[{\"Url\":{\"Name\":\"late\"}}]");
  }

  @Test
  void statusAfter_changesTheStatusAtItsTime() throws Exception {
    fixture.contacts(
        "\"Id\":\"c\",\"DisconnectTimestamp\":\"2026-11-02T12:00:00Z\",\"References\":["
            + ATTACHMENT
            + ",\"_StatusAfter\":[{\"Seconds\":6,\"Status\":\"DELETED\"},"
            + "{\"Seconds\":3,\"Status\":\"APPROVED\"}]}]");
    List<String> statuses = new ArrayList<>();

    for (String time : List.of("00", "02", "03", "05", "06")) {
      fixture.clock.set("2026-11-02T12:00:" + time + "Z");
      statuses.add(
          StandInFixture.JSON
              .readTree(delivered("ATTACHMENT"))
              .at("/0/Attachment/Status")
              .asText());
    }

    assertThat(statuses)
        .containsExactly("PROCESSING", "PROCESSING", "APPROVED", "APPROVED", "DELETED");
  }

  @Test
  void sevenTypes_areAnInvalidParameter() throws Exception {
    references("{\"Url\":{\"Name\":\"u\"}}");

    assertThatThrownBy(
            () ->
                fixture.connect.listContactReferences(
                    request ->
                        request
                            .instanceId(CENTRE)
                            .contactId("c")
                            .referenceTypesWithStrings(
                                "URL",
                                "ATTACHMENT",
                                "NUMBER",
                                "STRING",
                                "DATE",
                                "EMAIL",
                                "EMAIL_MESSAGE")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("at most 6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?referenceTypes=HOLOGRAM", "?referenceTypes=URL&nextToken=x"})
  void wrongParameter_isInvalid(String query) throws Exception {
    references("{\"Url\":{\"Name\":\"u\"}}");

    var response = fixture.get("/contact/references/" + CENTRE + "/c" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("InvalidParameterException");
  }

  @Test
  void unknownContact_isNotFound() throws Exception {
    fixture.contacts("\"Id\":\"c\"");

    assertThatThrownBy(
            () ->
                fixture.connect.listContactReferences(
                    request ->
                        request
                            .instanceId(CENTRE)
                            .contactId("nobody")
                            .referenceTypes(ReferenceType.URL)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private void references(String references) throws Exception {
    fixture.contacts("\"Id\":\"c\",\"References\":[" + references + "]");
  }

  private String delivered(String type) throws Exception {
    return fixture
        .json("/contact/references/" + CENTRE + "/c?referenceTypes=" + type)
        .path("ReferenceSummaryList")
        .toString();
  }
}
