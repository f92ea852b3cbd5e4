package io.contacttree.local.stack;

import io.contacttree.local.dynamodb.DynamoDbFaults;
import io.contacttree.local.dynamodb.DynamoDbServer;
import io.contacttree.local.dynamodb.TableCreation;
import io.contacttree.local.http.PortTakenException;
import io.contacttree.local.sqs.QueueCreation;
import io.contacttree.local.sqs.SqsServer;
import io.contacttree.local.template.StackTemplate;
import io.contacttree.standin.ConnectStandIn;
import io.contacttree.standin.StandInOptions;
import io.contacttree.standin.contacts.ContactScenario;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
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
    Objects.requireNonNull(table);
    Objects.requireNonNull(sqs);
    Objects.requireNonNull(sqsEndpoint);
    queueUrls = Map.copyOf(queueUrls);
    Objects.requireNonNull(connect);
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
    SqsClient sqs = closeables.add(StackClients.sqs(sqsEndpoint, options.region(), workers));
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
    try (DynamoDbClient client = StackClients.dynamoDb(endpoint, options.region())) {
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
    int port = options.ports().connect();
    try {
      ConnectStandIn standIn =
          closeables.add(
              ConnectStandIn.start(options.quotas().on(StandInOptions.usual().withPort(port))));
      for (InputText scenario : wanted.scenarios()) {
        if (standIn.load(scenario.text())
            instanceof ContactScenario.Reading.Refused(String reason)) {
          throw new UnusableInputException(scenario.name() + ": " + reason);
        }
      }
      return standIn;
    } catch (IOException taken) {
      throw new PortTakenException("Amazon Connect", port, taken);
    }
  }
}
