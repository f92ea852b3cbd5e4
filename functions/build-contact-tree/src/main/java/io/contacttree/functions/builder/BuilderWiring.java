package io.contacttree.functions.builder;

import io.contacttree.aws.clients.DynamoDbClients;
import io.contacttree.aws.clients.Settings;
import io.contacttree.aws.clients.SqsClients;
import io.contacttree.aws.connect.AmazonConnect;
import io.contacttree.aws.dynamodb.DynamoDbLeases;
import io.contacttree.aws.dynamodb.DynamoDbTreeStore;
import io.contacttree.aws.queue.SqsClaimQueue;
import io.contacttree.aws.queue.SqsMessageVisibility;
import io.contacttree.domain.flow.BuildContactTrees;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.domain.flow.BuildPorts;
import io.contacttree.domain.flow.BuildSettings;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.tree.Retention;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.functions.builder.parse.MessageParser;
import io.contacttree.lambda.metrics.EmfPublisher;
import io.contacttree.lambda.metrics.Metrics;
import java.time.Clock;
import java.time.InstantSource;
import java.time.Period;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What one instance of the function works with, wired by hand.
 *
 * @param parser tells what a message is
 * @param claimProcessor builds what messages claim
 * @param verdicts decides which messages go back
 * @param returnDesk gives them back
 * @param metrics counts
 * @param clock the time
 */
record BuilderWiring(
    MessageParser parser,
    ClaimProcessor claimProcessor,
    Verdicts verdicts,
    ReturnDesk returnDesk,
    Metrics metrics,
    InstantSource clock) {

  BuilderWiring {
    Objects.requireNonNull(parser);
    Objects.requireNonNull(claimProcessor);
    Objects.requireNonNull(verdicts);
    Objects.requireNonNull(returnDesk);
    Objects.requireNonNull(metrics);
    Objects.requireNonNull(clock);
  }

  /**
   * Returns what the settings describe; clients and pacers belong to it alone.
   *
   * @throws IllegalArgumentException naming the setting that is missing or cannot be used
   */
  static BuilderWiring open(Map<String, String> variables, BuildListener listener) {
    Settings settings = new Settings(variables);
    Clock clock = Clock.systemUTC();
    Metrics metrics =
        new Metrics(
            new EmfPublisher(
                variables.getOrDefault("POWERTOOLS_METRICS_NAMESPACE", "ContactTree"),
                variables.getOrDefault("POWERTOOLS_SERVICE_NAME", "build-contact-tree"),
                settings.stage()));
    Backoff delays =
        new Backoff(
            settings.retryDelayFirst(),
            settings.retryDelayLongest(),
            () -> ThreadLocalRandom.current().nextDouble());
    var sqs = SqsClients.create(settings);
    ClaimProcessor claimProcessor =
        building(
            settings,
            clock,
            new SqsClaimQueue(sqs, settings.queueUrl(), clock),
            new Listeners(metrics, listener),
            metrics);
    return new BuilderWiring(
        new MessageParser(settings.instance()),
        claimProcessor,
        new Verdicts(delays, metrics, clock),
        new ReturnDesk(new SqsMessageVisibility(sqs, settings.queueUrl())),
        metrics,
        clock);
  }

  private static ClaimProcessor building(
      Settings settings,
      InstantSource clock,
      SqsClaimQueue queue,
      BuildListener listener,
      Metrics metrics) {
    ReferenceTypes types = ReferenceTypes.DOCUMENTED;
    TreeAssembler assembler = new TreeAssembler(settings.settleMax(), types);
    AmazonConnect connect = AmazonConnect.open(settings, clock, new ConnectMetrics(metrics));
    var table = DynamoDbClients.create(settings);
    Retention retention = new Retention(settings.retention().map(Period::getDays).orElse(0));
    BuildContactTrees trees =
        new BuildContactTrees(
            new BuildPorts(
                connect.associatedContacts(),
                connect.contactReferences(types),
                new DynamoDbTreeStore(table, settings.tableName(), retention, assembler, clock),
                new DynamoDbLeases(table, settings.tableName(), clock),
                queue),
            assembler,
            new BuildSettings(
                settings.readLag(),
                settings.settleFirst(),
                settings.settleLongest(),
                settings.retryDelayFirst(),
                settings.retryDelayLongest()),
            clock,
            listener);
    return SnapStartProcessor.of(trees, connect);
  }
}
