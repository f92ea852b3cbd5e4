package io.contacttree.local.stack;

import io.contacttree.local.dynamodb.DynamoDbFaults;
import io.contacttree.local.dynamodb.DynamoDbServer;
import io.contacttree.local.dynamodb.TableCreation;
import io.contacttree.local.sqs.QueueCreation;
import io.contacttree.local.sqs.SqsServer;
import io.contacttree.local.template.StackTemplate;
import io.contacttree.standin.ConnectStandIn;
import io.contacttree.standin.StandInOptions;
import io.contacttree.standin.contacts.ContactScenario;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What lies under everything: table, queues and Amazon Connect, each with what belongs into it.
 *
 * @param table where DynamoDB is
 * @param sqs a client of the queues
 * @param sqsEndpoint where SQS is
 * @param queueUrls the URL of each queue by its logical id
 * @param connect where Amazon Connect is, real or not
 */
record Engines(
    URI table, SqsClient sqs, URI sqsEndpoint, Map<String, String> queueUrls, String connect) {

  Engines {
    queueUrls = Map.copyOf(queueUrls);
  }

  /** Starts them side by side. */
  static Engines start(
      StackOptions options,
      StackTemplate template,
      int workers,
      DynamoDbFaults gate,
      Closeables closeables) {
    CompletableFuture<URI> table =
        closeables.beside(() -> startTable(options, template, gate, closeables));
    CompletableFuture<SqsServer> queues =
        closeables.beside(
            () ->
                closeables.add(
                    SqsServer.start(options.ports().sqs(), options.region(), Endpoints.ACCOUNT)));
    String connect = startConnect(options, closeables);
    URI sqsEndpoint = Closeables.join(queues).endpoint();
    SqsClient sqs = closeables.add(SdkSettings.sqs(sqsEndpoint, options.region(), workers));
    Map<String, String> urls =
        QueueCreation.create(
            sqs, template, options.timing().window(), options.timing().maximumReceives());
    return new Engines(Closeables.join(table), sqs, sqsEndpoint, urls, connect);
  }

  private static URI startTable(
      StackOptions options, StackTemplate template, DynamoDbFaults gate, Closeables closeables) {
    options.data().ifPresent(directory -> closeables.add(DataDirectory.hold(directory)));
    URI endpoint =
        closeables
            .add(DynamoDbServer.start(options.ports().dynamodb(), options.data(), gate))
            .endpoint();
    try (DynamoDbClient client = SdkSettings.dynamoDb(endpoint, options.region())) {
      if (TableCreation.ensure(client, template.table()) == TableCreation.Outcome.DIFFERENT) {
        throw new UnusableInputException(
            "--data "
                + options.data().map(Object::toString).orElse("")
                + " holds a table with other keys or indexes; choose another directory.");
      }
    }
    return endpoint;
  }

  private static String startConnect(StackOptions options, Closeables closeables) {
    return switch (options.connect()) {
      case StackOptions.Connect.Aws(String region) ->
          "https://connect." + region + ".amazonaws.com";
      case StackOptions.Connect.StandIn standIn ->
          startStandIn(options, standIn, closeables).endpoint();
    };
  }

  private static ConnectStandIn startStandIn(
      StackOptions options, StackOptions.Connect.StandIn wanted, Closeables closeables) {
    ConnectStandIn standIn =
        closeables.add(
            ConnectStandIn.start(
                options.quotas().on(StandInOptions.usual().withPort(options.ports().connect()))));
    for (InputText scenario : wanted.scenarios()) {
      if (standIn.load(scenario.text()) instanceof ContactScenario.Reading.Refused(String reason)) {
        throw new UnusableInputException(scenario.name() + ": " + reason);
      }
    }
    return standIn;
  }
}
