package io.contacttree.functions.builder;

import io.contacttree.aws.clients.AwsAccess;
import io.contacttree.aws.clients.DynamoDbClients;
import io.contacttree.aws.clients.SqsClients;
import io.contacttree.aws.connect.AmazonConnect;
import io.contacttree.aws.dynamodb.DynamoDbLeases;
import io.contacttree.aws.dynamodb.DynamoDbTreeStore;
import io.contacttree.aws.queue.SqsClaimQueue;
import io.contacttree.aws.queue.SqsMessageVisibility;
import io.contacttree.domain.claim.Backoff;
import io.contacttree.domain.claim.ClaimQueue;
import io.contacttree.domain.flow.BuildContactTrees;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.domain.flow.BuildPorts;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.tree.Retention;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.functions.builder.parse.MessageParser;
import io.contacttree.lambda.metrics.EmfPublisher;
import io.contacttree.lambda.metrics.Metrics;
import io.contacttree.lambda.time.SystemPauses;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What one instance of the function works with, wired by hand.
 *
 * @param parser tells what a message is
 * @param claimProcessor builds what messages claim
 * @param visibilityBackoff hides the messages that go back
 * @param metrics counts
 * @param clock the time
 */
record BuilderWiring(
    MessageParser parser,
    ClaimProcessor claimProcessor,
    VisibilityBackoff visibilityBackoff,
    Metrics metrics,
    InstantSource clock) {

  BuilderWiring {
    Objects.requireNonNull(parser);
    Objects.requireNonNull(claimProcessor);
    Objects.requireNonNull(visibilityBackoff);
    Objects.requireNonNull(metrics);
    Objects.requireNonNull(clock);
  }

  /**
   * Returns what the settings describe; clients and pacers belong to it alone.
   *
   * @throws IllegalArgumentException naming the setting that is missing or cannot be used
   */
  static BuilderWiring open(Map<String, String> variables, BuildListener listener) {
    BuilderSettings settings = BuilderSettings.of(variables);
    AwsAccess access = AwsAccess.of(settings.region(), variables);
    Clock clock = Clock.systemUTC();
    Metrics metrics =
        new Metrics(
            new EmfPublisher(
                variables.getOrDefault("POWERTOOLS_METRICS_NAMESPACE", "ContactTree"),
                variables.getOrDefault("POWERTOOLS_SERVICE_NAME", "build-contact-tree"),
                settings.stage()));
    var sqs = SqsClients.create(access);
    AmazonConnect connect =
        AmazonConnect.open(
            access,
            settings.shares(),
            settings.referenceValues(),
            clock,
            new ConnectMetrics(metrics));
    BuildContactTrees trees =
        trees(
            settings,
            access,
            connect,
            new SqsClaimQueue(sqs, settings.queueUrl(), clock),
            clock,
            new BuildMetrics(metrics, listener));
    return new BuilderWiring(
        new MessageParser(settings.instance()),
        SnapStartProcessor.of(trees, connect),
        new VisibilityBackoff(
            new SqsMessageVisibility(sqs, settings.queueUrl()),
            new Backoff(settings.delays().retryFirst(), settings.delays().retryLongest()),
            () -> ThreadLocalRandom.current().nextDouble()),
        metrics,
        clock);
  }

  private static BuildContactTrees trees(
      BuilderSettings settings,
      AwsAccess access,
      AmazonConnect connect,
      ClaimQueue queue,
      InstantSource clock,
      BuildListener listener) {
    ReferenceTypes types = ReferenceTypes.DOCUMENTED;
    TreeAssembler assembler = new TreeAssembler(settings.settleMax(), types);
    Retention retention = new Retention(settings.retentionDays());
    var table = DynamoDbClients.create(access);
    return new BuildContactTrees(
        new BuildPorts(
            connect.associatedContacts(),
            connect.contactReferences(types),
            new DynamoDbTreeStore(table, settings.tableName(), retention, assembler, clock),
            new DynamoDbLeases(table, settings.tableName(), clock),
            queue,
            SystemPauses.INSTANCE),
        assembler,
        settings.delays(),
        clock,
        listener);
  }
}
