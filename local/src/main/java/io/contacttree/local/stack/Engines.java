package io.contacttree.local.stack;

import io.contacttree.local.engine.QueueCreation;
import io.contacttree.local.engine.QueueEngine;
import io.contacttree.local.engine.TableCreation;
import io.contacttree.local.engine.TableEngine;
import io.contacttree.local.engine.TableGate;
import io.contacttree.local.http.PortTakenException;
import io.contacttree.local.template.StackTemplate;
import io.contacttree.standin.ConnectStandIn;
import io.contacttree.standin.StandInOptions;
import io.contacttree.standin.contacts.Scenario;
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
      StackOptions options, StackTemplate template, int workers, TableGate gate, Parts parts) {
    CompletableFuture<URI> table = parts.beside(() -> startTable(options, template, gate, parts));
    CompletableFuture<QueueEngine> queues =
        parts.beside(
            () ->
                parts.add(
                    QueueEngine.start(options.ports().sqs(), options.region(), Endpoints.ACCOUNT)));
    String connect = startConnect(options, parts);
    URI sqsEndpoint = Parts.join(queues).endpoint();
    SqsClient sqs = parts.add(StackClients.sqs(sqsEndpoint, options.region(), workers));
    Map<String, String> urls =
        QueueCreation.create(
            sqs, template, options.timing().window(), options.timing().maximumReceives());
    return new Engines(Parts.join(table), sqs, sqsEndpoint, urls, connect);
  }

  private static URI startTable(
      StackOptions options, StackTemplate template, TableGate gate, Parts parts) {
    options.data().ifPresent(directory -> parts.add(DataDirectory.hold(directory)));
    URI endpoint =
        parts.add(TableEngine.start(options.ports().dynamodb(), options.data(), gate)).endpoint();
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

  private static String startConnect(StackOptions options, Parts parts) {
    return switch (options.connect()) {
      case StackOptions.Connect.Aws(String region) ->
          "https://connect." + region + ".amazonaws.com";
      case StackOptions.Connect.StandIn standIn -> startStandIn(options, standIn, parts).endpoint();
    };
  }

  private static ConnectStandIn startStandIn(
      StackOptions options, StackOptions.Connect.StandIn wanted, Parts parts) {
    int port = options.ports().connect();
    try {
      ConnectStandIn standIn =
          parts.add(
              ConnectStandIn.start(options.quotas().on(StandInOptions.usual().withPort(port))));
      for (InputText scenario : wanted.scenarios()) {
        if (standIn.load(scenario.text()) instanceof Scenario.Reading.Refused(String reason)) {
          throw new UnusableInputException(scenario.name() + ": " + reason);
        }
      }
      return standIn;
    } catch (IOException taken) {
      throw new PortTakenException("Amazon Connect", port, taken);
    }
  }
}
