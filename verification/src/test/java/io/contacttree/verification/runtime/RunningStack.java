package io.contacttree.verification.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.protocol.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The local stack in a process of its own, found by its endpoints file. */
final class RunningStack implements AutoCloseable {

  private static final Path JAR = Path.of("..", "local", "target", "contact-tree-local.jar");
  private static final int MOST_LOOKS = 600;
  private static final int OK = 200;

  private final Process process;
  private final JsonNode endpoints;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningStack(Process process, JsonNode endpoints) {
    this.process = process;
    this.endpoints = endpoints;
  }

  /** Starts it with an empty Amazon Connect and waits until it is whole. */
  static RunningStack start(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("endpoints.json").toAbsolutePath();
    Path log = folder.resolve("stack.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                JAR.toString()));
    command.addAll(List.of("--scenario", "none", "--events", "none"));
    for (String port : List.of("port", "connect-port", "events-port", "dynamodb-port")) {
      command.addAll(List.of("--" + port, "0"));
    }
    command.addAll(List.of("--sqs-port", "0", "--endpoints-file", file.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    for (int look = 0; look < MOST_LOOKS && !Files.exists(file); look++) {
      if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("The stack ended: " + Files.readString(log));
      }
    }
    if (!Files.exists(file)) {
      process.destroyForcibly();
      throw new AssertionError("The stack does not start: " + Files.readString(log));
    }
    return new RunningStack(process, Json.read(Files.readString(file)));
  }

  /** Returns a value of the endpoints file. */
  String endpoint(String name) {
    return endpoints.required(name).asText();
  }

  /** Returns the variables that send the AWS SDK here, and the credentials that it asks for. */
  Map<String, String> sdkVariables() {
    return Map.of(
        "AWS_REGION", endpoint("region"),
        "AWS_DEFAULT_REGION", endpoint("region"),
        "AWS_ACCESS_KEY_ID", endpoint("access_key_id"),
        "AWS_SECRET_ACCESS_KEY", endpoint("secret_access_key"),
        "AWS_SESSION_TOKEN", "local",
        "AWS_ENDPOINT_URL_CONNECT", endpoint("connect"),
        "AWS_ENDPOINT_URL_DYNAMODB", endpoint("dynamodb"),
        "AWS_ENDPOINT_URL_SQS", endpoint("sqs"));
  }

  /** Lets Amazon Connect know the contacts of a scenario. */
  void load(String scenario) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(endpoint("connect") + "/_stand-in/scenarios"))
                .POST(HttpRequest.BodyPublishers.ofString(scenario))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new AssertionError(answer.body());
    }
  }

  /** Returns the calls that Amazon Connect got, oldest first. */
  List<JsonNode> calls() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(endpoint("connect") + "/_stand-in/calls/log"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    List<JsonNode> calls = new ArrayList<>();
    for (String line : answer.body().lines().toList()) {
      calls.add(Json.read(line));
    }
    return calls;
  }

  DynamoDbClient table() {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create(endpoint("dynamodb")))
        .region(Region.of(endpoint("region")))
        .credentialsProvider(credentials())
        .build();
  }

  SqsClient queues() {
    return SqsClient.builder()
        .endpointOverride(URI.create(endpoint("sqs")))
        .region(Region.of(endpoint("region")))
        .credentialsProvider(credentials())
        .build();
  }

  @Override
  public void close() {
    http.close();
    Processes.end(process);
  }

  private StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(endpoint("access_key_id"), endpoint("secret_access_key")));
  }
}
