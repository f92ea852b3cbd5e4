package io.contacttree.verification.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.aws.dynamodb.DynamoDbTreeLookup;
import io.contacttree.aws.json.DocumentJson;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.local.template.FunctionDefinition;
import io.contacttree.standin.http.Json;
import io.contacttree.verification.stack.StackProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Everything that the built functions meet: the template's variables and the local stack. */
final class BuiltStack implements AutoCloseable {

  static final String BUILD = "BuildContactTreeFunction";
  static final String SERVE = "ServeContactTreeFunction";
  static final String REACH = "ReachContactFunction";
  static final String ERASE = "EraseContactFunction";

  private static final Path JAR = Path.of("..", "local", "target", "contact-tree-local.jar");
  private static final Path RUNS = Path.of("target", "built-artifacts");
  private static final int MOST_BATCHES = 50;

  /** What CloudFormation takes from elsewhere when it deploys. */
  private static final Map<String, String> SECRETS = Map.of("CURSOR_SECRET", "none".repeat(8));

  private final Path folder;
  private final StackProcess stack;
  private final SdkAccess sdk;
  private final RuntimeInterfaceClient client;
  private final DynamoDbClient table;
  private final SqsClient queues;
  private final TestQueue queue;

  private BuiltStack(Path folder, StackProcess stack) {
    this.folder = folder;
    this.stack = stack;
    this.sdk = new SdkAccess(stack);
    this.client = RuntimeInterfaceClient.unpackedTo(folder);
    this.table = sdk.table();
    this.queues = sdk.queues();
    this.queue = new TestQueue(queues);
  }

  /**
   * Starts the stack; logs and task roots stay in a folder of this run for who looks for causes.
   */
  static BuiltStack start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Files.createDirectories(RUNS), "run-");
    return new BuiltStack(folder, StackProcess.start(JAR, folder, List.of()));
  }

  StackProcess stack() {
    return stack;
  }

  TestQueue queue() {
    return queue;
  }

  /** Begins the description of a process of a function. */
  Launch function(String logicalId) {
    return function(logicalId, Map.of());
  }

  /** Begins the description of a process of a function, deployed with these parameters. */
  Launch function(String logicalId, Map<String, String> parameters) {
    Map<String, String> deployed = new HashMap<>(parameters);
    deployed.put("ConnectInstanceId", Sample.INSTANCE);
    SamBuild build = SamBuild.ofProperty(deployed);
    FunctionDefinition function = build.template().function(logicalId);
    Map<String, String> resources =
        Map.of(
            build.template().table().logicalId(), stack.endpoint("table").asText(),
            build.template().mapping().queue(), queue.url());
    Map<String, String> variables =
        new HashMap<>(build.template().settings(logicalId, resources, SECRETS));
    variables.putAll(sdk.variables());
    variables.putAll(ofLambda(function));
    return new Launch(build, function, variables);
  }

  /** What Lambda itself sets, but for addresses and credentials. */
  private static Map<String, String> ofLambda(FunctionDefinition function) {
    return Map.of(
        "_HANDLER", function.handler(),
        "AWS_EXECUTION_ENV", "AWS_Lambda_java25",
        "AWS_LAMBDA_FUNCTION_NAME", function.logicalId(),
        "AWS_LAMBDA_FUNCTION_VERSION", "1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()),
        "AWS_LAMBDA_LOG_FORMAT", "JSON",
        "AWS_LAMBDA_LOG_LEVEL", "INFO",
        "LANG", "en_US.UTF-8",
        "PATH", "/usr/local/bin:/usr/bin:/bin",
        "TZ", ":UTC");
  }

  /** How a function is started: as it was built, or with one thing wrong. */
  final class Launch {
    private final SamBuild build;
    private FunctionDefinition function;
    private final Map<String, String> variables;
    private Predicate<String> jars = jar -> true;

    private Launch(SamBuild build, FunctionDefinition function, Map<String, String> variables) {
      this.build = build;
      this.function = function;
      this.variables = variables;
    }

    Launch handledBy(String handler) {
      function =
          new FunctionDefinition(
              function.logicalId(),
              handler,
              function.timeout(),
              function.memoryMegabytes(),
              function.variables());
      return this;
    }

    Launch with(String variable, String value) {
      variables.put(variable, value);
      return this;
    }

    Launch without(String variable) {
      variables.remove(variable);
      return this;
    }

    Launch withoutJar(String beginning) {
      jars = jar -> !jar.startsWith(beginning);
      return this;
    }

    BuiltFunction start() throws IOException {
      Path place = Files.createTempDirectory(folder, function.logicalId());
      build.link(function.logicalId(), place.resolve("task"), jars);
      return BuiltFunction.start(function, client, place, variables);
    }
  }

  /**
   * Lets Amazon Connect know a sample, sends its events and hands over all that the queue gives,
   * follow-ups included, until nothing is left.
   *
   * @return how many messages the function sent itself
   */
  int play(Sample sample, BuiltFunction function) throws IOException, InterruptedException {
    stack.load(sample.scenario());
    List<String> sent = sample.events().stream().map(queue::send).toList();
    List<String> handled = new ArrayList<>();
    for (int batch = 0; queue.holdsMessages(); batch++) {
      if (batch == MOST_BATCHES) {
        throw new AssertionError("The queue does not run empty.");
      }
      List<Message> messages = queue.receive();
      if (!messages.isEmpty()) {
        List<String> returned = TestQueue.returned(function.invoke(TestQueue.event(messages)));
        if (!returned.isEmpty()) {
          throw new AssertionError("Returned: " + returned + "\n" + function.log());
        }
        messages.forEach(queue::delete);
        messages.forEach(message -> handled.add(message.messageId()));
      }
    }
    handled.removeAll(sent);
    return handled.size();
  }

  /**
   * Returns the content of the tree that a sample's expected document names: of one item as it lies
   * in the table, of one in parts as the store puts them together.
   */
  JsonNode storedTree(JsonNode expected) throws IOException {
    String tableName = stack.endpoint("table").asText();
    InstanceId instance = new InstanceId(expected.required("instance_id").asText());
    ContactId root = new ContactId(expected.required("tree_id").asText());
    Map<String, AttributeValue> head =
        table
            .getItem(
                item ->
                    item.tableName(tableName)
                        .key(
                            Map.of(
                                "pk", AttributeValue.fromS(instance + "#" + root),
                                "sk", AttributeValue.fromS("contact")))
                        .consistentRead(true))
            .item();
    if (head.containsKey("contacts")) {
      return Sample.content(head);
    }
    ContactTree tree =
        new DynamoDbTreeLookup(table, tableName, InstantSource.system())
            .load(instance, Set.of(root))
            .treeOf(root)
            .orElseThrow()
            .document();
    return Sample.content(Json.read(new String(DocumentJson.write(tree), StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    table.close();
    queues.close();
    stack.close();
  }
}
