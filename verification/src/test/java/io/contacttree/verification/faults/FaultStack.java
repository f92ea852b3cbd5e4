package io.contacttree.verification.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import io.contacttree.verification.stack.AnswerContract;
import io.contacttree.verification.stack.StackProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The built local stack, quick in all it waits for, with faults that can be switched on. */
final class FaultStack implements AutoCloseable {
  private static final Path JAR = Path.of("..", "local", "target", "contact-tree-local.jar");
  private static final Duration IDLE_WITHIN = Duration.ofSeconds(90);

  private static final Set<QueueAttributeName> MADE_WITH =
      Set.of(
          QueueAttributeName.DELAY_SECONDS,
          QueueAttributeName.VISIBILITY_TIMEOUT,
          QueueAttributeName.REDRIVE_POLICY);

  private final StackProcess stack;

  private FaultStack(StackProcess stack) {
    this.stack = stack;
  }

  /** Starts it with these options besides its own. */
  static FaultStack start(Path directory, String... more) throws IOException, InterruptedException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--window=1",
                "--read-lag=0",
                "--settle=1/2",
                "--retry-delay=1/1",
                "--max-receives=4",
                "--quota=ListAssociatedContacts=500/500",
                "--quota=ListContactReferences=2000/2000"));
    options.addAll(List.of(more));
    return new FaultStack(StackProcess.start(JAR, directory, options));
  }

  void load(FaultScenario scenario) throws IOException, InterruptedException {
    stack.load(Json.write(scenario.node()));
  }

  void quirks(String json) throws IOException, InterruptedException {
    stack.post("connect", "/_stand-in/quirks", json);
  }

  /** Fails every list by one of these ids, and reads lists as the further quirks say. */
  void failLists(Map<String, Failure> byContact, String list)
      throws IOException, InterruptedException {
    ObjectNode quirks = Json.object();
    quirks.set("list", Json.read(list));
    byContact.forEach(
        (id, failure) -> {
          ObjectNode rule =
              quirks
                  .withArray("errors")
                  .addObject()
                  .put("api", "ListAssociatedContacts")
                  .put("contact_id", id)
                  .put("status", failure.status())
                  .put("type", failure.type());
          if (failure.times() > 0) {
            rule.put("times", failure.times());
          }
        });
    quirks(Json.write(quirks));
  }

  /**
   * How Amazon Connect fails.
   *
   * @param status the HTTP status, 0 for a closed connection
   * @param type the exception type
   * @param times how often; 0: for ever
   */
  record Failure(int status, String type, int times) {
    static final Failure FOR_EVER = new Failure(500, "InternalServiceException", 0);
  }

  void fault(String dynamodb) throws IOException, InterruptedException {
    stack.post("api", "/_local/faults", Json.write(Json.object().put("dynamodb", dynamodb)));
  }

  void put(ObjectNode... entries) throws IOException, InterruptedException {
    stack.put(List.of(entries));
  }

  /** Sends a message straight to the queue, by SQS's own protocol. */
  void send(String body) throws IOException, InterruptedException {
    String form =
        "Action=SendMessage&MessageBody=" + URLEncoder.encode(body, StandardCharsets.UTF_8);
    stack.expectSuccess(
        HttpRequest.newBuilder(URI.create(stack.endpoint("queue_url").asText()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  void idle() throws IOException, InterruptedException {
    stack.idle(IDLE_WITHIN);
  }

  int dead() throws IOException, InterruptedException {
    return Json.read(stack.expectSuccess(stack.request("api", "/_local/status")))
        .get("dead")
        .asInt();
  }

  /** Returns whose lists were asked for in one instance, in order. */
  List<String> listed(String instance) throws IOException, InterruptedException {
    return calls("ListAssociatedContacts", instance).stream()
        .map(call -> call.path("contact_id").asText())
        .toList();
  }

  /** Returns the calls of one API about one instance, as the stand-in saw them. */
  List<JsonNode> calls(String api, String instance) throws IOException, InterruptedException {
    return stack.calls().stream()
        .filter(call -> call.get("api").asText().equals(api))
        .filter(call -> call.path("instance_id").asText().equals(instance))
        .toList();
  }

  /** Waits until Amazon Connect has answered a call about an instance. */
  void awaitCall(String api, String instance) throws IOException, InterruptedException {
    long end = System.nanoTime() + IDLE_WITHIN.toNanos();
    while (calls(api, instance).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IOException("No " + api + " within " + IDLE_WITHIN);
      }
    }
  }

  /** Returns how many calls of any kind the stand-in has seen. */
  int allCalls() throws IOException, InterruptedException {
    return stack.calls().size();
  }

  JsonNode tree(String instance, String contact) throws IOException, InterruptedException {
    return stack.tree(instance, contact);
  }

  int treeStatus(String instance, String contact) throws IOException, InterruptedException {
    return stack.get("api", StackProcess.treePath(instance, contact)).statusCode();
  }

  /** Asks for something to be erased, by the path of a contact and a query. */
  HttpResponse<String> delete(String instance, String contact, String query)
      throws IOException, InterruptedException {
    return ask("DELETE", "/instances/" + instance + "/contacts/" + contact + query, new byte[0]);
  }

  HttpResponse<String> refresh(String instance, String contact)
      throws IOException, InterruptedException {
    return ask("POST", "/instances/" + instance + "/contacts/" + contact + "/refresh", new byte[0]);
  }

  /** Asks with a body, and holds the answer against the contract. */
  HttpResponse<String> ask(String method, String path, byte[] body)
      throws IOException, InterruptedException {
    return AnswerContract.held(
        method,
        path,
        stack.send(
            stack
                .request("api", path)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))));
  }

  /** Returns what comes of a call while there is no contact queue; what waits in it is lost. */
  <T> T withoutQueue(Callable<T> call) throws Exception {
    String url = stack.endpoint("queue_url").asText();
    try (SqsClient queues = queues()) {
      Map<QueueAttributeName, String> attributes =
          new EnumMap<>(
              queues
                  .getQueueAttributes(
                      request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                  .attributes());
      attributes.keySet().retainAll(MADE_WITH);
      queues.deleteQueue(request -> request.queueUrl(url));
      try {
        return call.call();
      } finally {
        String name = url.substring(url.lastIndexOf('/') + 1);
        queues.createQueue(request -> request.queueName(name).attributes(attributes));
      }
    }
  }

  /** Moves all dead letters back to the contact queue and returns how many there were. */
  int redrive() throws IOException, InterruptedException {
    String url = stack.endpoint("dead_letter_queue_url").asText();
    int moved = 0;
    try (SqsClient queues = queues()) {
      while (true) {
        List<Message> some =
            queues
                .receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
                .messages();
        if (some.isEmpty()) {
          return moved;
        }
        for (Message message : some) {
          send(message.body());
          queues.deleteMessage(
              request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
          moved++;
        }
      }
    }
  }

  private SqsClient queues() {
    return SqsClient.builder()
        .endpointOverride(URI.create(stack.endpoint("sqs").asText()))
        .region(Region.of(stack.endpoint("region").asText()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  /** Returns every item of the table that tells of an instance, leases apart, as text. */
  List<String> items(String instance) {
    AwsBasicCredentials credentials =
        AwsBasicCredentials.create(
            stack.endpoint("access_key_id").asText(), stack.endpoint("secret_access_key").asText());
    try (DynamoDbClient table =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(stack.endpoint("dynamodb").asText()))
            .region(Region.of(stack.endpoint("region").asText()))
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .build()) {
      return table
          .scanPaginator(request -> request.tableName(stack.endpoint("table").asText()))
          .items()
          .stream()
          .filter(item -> item.get("pk").s().startsWith(instance + "#"))
          .map(Object::toString)
          .toList();
    }
  }

  /** Returns the lines that the functions have logged. */
  List<String> logged() throws IOException {
    return Files.readAllLines(Path.of(stack.endpoint("log").asText()));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return stack.get("api", path);
  }

  @Override
  public void close() {
    stack.close();
  }
}
