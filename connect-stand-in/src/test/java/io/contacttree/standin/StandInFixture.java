package io.contacttree.standin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.contacttree.standin.protocol.ConnectApi;
import io.contacttree.standin.quota.RateLimit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.AssociatedContactSummary;
import software.amazon.awssdk.services.connect.model.ListAssociatedContactsResponse;

/** A running stand-in with a clock of its own, asked by the real SDK client or by plain HTTP. */
final class StandInFixture implements AutoCloseable {
  static final String NOW = "2026-11-02T12:00:00Z";

  /** The instance of most scenarios. */
  static final String CENTRE = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

  static final JsonMapper JSON = JsonMapper.builder().build();

  final SettableClock clock = new SettableClock(NOW);
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  final ConnectStandIn standIn;
  final ConnectClient connect;
  private final SdkHttpClient sdkHttp = AwsCrtHttpClient.create();
  private final HttpClient http = HttpClient.newHttpClient();

  private StandInFixture(StandInOptions options) throws IOException {
    this.standIn =
        ConnectStandIn.start(
            new StandInOptions(
                options.port(),
                clock,
                options.quotas(),
                options.region(),
                options.accountId(),
                pauses::add));
    this.connect =
        ConnectClient.builder()
            .endpointOverride(URI.create(standIn.endpoint()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(sdkHttp)
            .overrideConfiguration(
                settings -> settings.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
  }

  /** Without any quota. */
  static StandInFixture unlimited() throws IOException {
    StandInOptions options = StandInOptions.usual();
    for (ConnectApi api : ConnectApi.values()) {
      options = options.withQuota(api, new RateLimit.Unlimited());
    }
    return new StandInFixture(options);
  }

  /** With Amazon Connect's quotas. */
  static StandInFixture limited() throws IOException {
    return new StandInFixture(StandInOptions.usual());
  }

  /** Takes in contacts of {@link #CENTRE}, each a JSON object without its braces. */
  StandInFixture contacts(String... contacts) throws IOException, InterruptedException {
    return scenario(CENTRE, contacts);
  }

  StandInFixture scenario(String instance, String... contacts)
      throws IOException, InterruptedException {
    List<String> objects = new ArrayList<>();
    for (String contact : contacts) {
      objects.add("{" + contact + "}");
    }
    String json =
        "{\"InstanceId\":\"%s\",\"Contacts\":[%s]}".formatted(instance, String.join(",", objects));
    HttpResponse<String> response = post("/_stand-in/scenarios", json);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.body());
    }
    return this;
  }

  StandInFixture quirks(String json) throws IOException, InterruptedException {
    HttpResponse<String> response = post("/_stand-in/quirks", json);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.body());
    }
    return this;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, "");
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(standIn.endpoint() + path))
            .header("User-Agent", "plain-http/1")
            .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(path).body());
  }

  JsonNode calls(ConnectApi api) throws IOException, InterruptedException {
    return json("/_stand-in/calls").path(api.wireName());
  }

  ListAssociatedContactsResponse page(String contactId) {
    return connect.listAssociatedContacts(
        request -> request.instanceId(CENTRE).contactId(contactId));
  }

  /** The ids that one page of at most 100 lists for that contact. */
  List<String> listed(String contactId) {
    return connect
        .listAssociatedContacts(
            request -> request.instanceId(CENTRE).contactId(contactId).maxResults(100))
        .contactSummaryList()
        .stream()
        .map(AssociatedContactSummary::contactId)
        .toList();
  }

  /**
   * Takes in one tree.
   *
   * <pre>
   * a ─ previous ─ b ─ previous ─ c
   *                └─ related ─ d ─ previous ─ e
   * </pre>
   */
  void fiveContacts() throws IOException, InterruptedException {
    contacts(
        "\"Id\":\"a\",\"InitiationTimestamp\":\"2026-01-01T00:00:00Z\",\"Channel\":\"VOICE\","
            + "\"InitiationMethod\":\"INBOUND\",\"DisconnectReason\":\"OTHER\","
            + "\"DisconnectTimestamp\":\"2026-11-02T12:00:00Z\","
            + "\"References\":[{\"Url\":{\"Name\":\"u\"}}]",
        "\"Id\":\"b\",\"InitiationTimestamp\":\"2026-01-02T00:00:00Z\",\"PreviousContactId\":\"a\"",
        "\"Id\":\"c\",\"InitiationTimestamp\":\"2026-01-03T00:00:00Z\",\"PreviousContactId\":\"b\"",
        "\"Id\":\"d\",\"InitiationTimestamp\":\"2026-01-04T00:00:00Z\",\"RelatedContactId\":\"b\"",
        "\"Id\":\"e\",\"InitiationTimestamp\":\"2026-01-05T00:00:00Z\",\"PreviousContactId\":\"d\"");
  }

  /** The statuses of the four operations that ask for one contact by its own id. */
  List<Integer> statusesByItsOwnId(String contactId) throws IOException, InterruptedException {
    String arn = "arn:aws:connect:us-east-1:123456789012:instance/" + CENTRE + "/contact/";
    List<Integer> statuses = new ArrayList<>();
    for (String path :
        List.of(
            "/contact/associated/" + CENTRE + "?contactId=" + contactId,
            "/contact/references/" + CENTRE + "/" + contactId + "?referenceTypes=URL",
            "/contacts/" + CENTRE + "/" + contactId,
            "/attached-files/" + CENTRE + "/f?associatedResourceArn=" + arn + contactId)) {
      statuses.add(get(path).statusCode());
    }
    return statuses;
  }

  ListAssociatedContactsResponse page(String contactId, int size, String token) {
    return connect.listAssociatedContacts(
        request ->
            request.instanceId(CENTRE).contactId(contactId).maxResults(size).nextToken(token));
  }

  /** The ids on so many pages, after which there must be no token. */
  List<String> pages(String contactId, int size, int expectedPages) {
    List<String> ids = new ArrayList<>();
    String token = null;
    for (int n = 0; n < expectedPages; n++) {
      ListAssociatedContactsResponse page = page(contactId, size, token);
      page.contactSummaryList().forEach(contact -> ids.add(contact.contactId()));
      token = page.nextToken();
    }
    assertThat(token).as("token of the last page").isNull();
    return ids;
  }

  @Override
  public void close() {
    connect.close();
    sdkHttp.close();
    http.close();
    standIn.close();
  }
}
