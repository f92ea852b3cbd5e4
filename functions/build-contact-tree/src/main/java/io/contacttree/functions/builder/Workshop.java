package io.contacttree.functions.builder;

import io.contacttree.aws.clients.DynamoDbClients;
import io.contacttree.aws.clients.Settings;
import io.contacttree.aws.clients.SqsClients;
import io.contacttree.aws.connect.AmazonConnect;
import io.contacttree.aws.dynamodb.DynamoDbLeases;
import io.contacttree.aws.dynamodb.DynamoDbTreeStore;
import io.contacttree.aws.dynamodb.item.Retention;
import io.contacttree.aws.queue.SqsClaimQueue;
import io.contacttree.aws.queue.SqsMessageVisibility;
import io.contacttree.domain.flow.BuildContactTrees;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.domain.flow.BuildSettings;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.functions.builder.parse.MessageParser;
import io.contacttree.lambda.metrics.EmbeddedMetrics;
import io.contacttree.lambda.metrics.Figures;
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
 * @param building builds what messages claim
 * @param verdicts decides which messages go back
 * @param returnDesk gives them back
 * @param figures counts
 * @param clock the time
 */
record Workshop(
    MessageParser parser,
    Building building,
    Verdicts verdicts,
    ReturnDesk returnDesk,
    Figures figures,
    InstantSource clock) {

  Workshop {
    Objects.requireNonNull(parser);
    Objects.requireNonNull(building);
    Objects.requireNonNull(verdicts);
    Objects.requireNonNull(returnDesk);
    Objects.requireNonNull(figures);
    Objects.requireNonNull(clock);
  }

  /**
   * Returns what the settings describe; clients and pacers belong to it alone.
   *
   * @throws IllegalArgumentException naming the setting that is missing or cannot be used
   */
  static Workshop open(Map<String, String> variables, BuildListener listener) {
    Settings settings = new Settings(variables);
    Clock clock = Clock.systemUTC();
    Figures figures =
        new Figures(
            new EmbeddedMetrics(
                variables.getOrDefault("POWERTOOLS_METRICS_NAMESPACE", "ContactTree"),
                variables.getOrDefault("POWERTOOLS_SERVICE_NAME", "build-contact-tree"),
                settings.stage()));
    RetryDelays delays =
        new RetryDelays(
            settings.retryDelayFirst(),
            settings.retryDelayLongest(),
            () -> ThreadLocalRandom.current().nextDouble());
    var sqs = SqsClients.create(settings);
    Building building =
        building(
            settings,
            clock,
            new SqsClaimQueue(sqs, settings.queueUrl(), clock),
            new Listeners(figures, listener),
            figures);
    return new Workshop(
        new MessageParser(settings.instance()),
        building,
        new Verdicts(delays, figures, clock),
        new ReturnDesk(new SqsMessageVisibility(sqs, settings.queueUrl())),
        figures,
        clock);
  }

  private static Building building(
      Settings settings,
      InstantSource clock,
      SqsClaimQueue queue,
      BuildListener listener,
      Figures figures) {
    ReferenceTypes types = ReferenceTypes.DOCUMENTED;
    TreeAssembler assembler = new TreeAssembler(settings.settleMax(), types);
    AmazonConnect connect = AmazonConnect.open(settings, clock, new ConnectFigures(figures));
    var table = DynamoDbClients.create(settings);
    Retention retention = new Retention(settings.retention().map(Period::getDays).orElse(0));
    BuildContactTrees trees =
        new BuildContactTrees(
            connect.associatedContacts(),
            connect.contactReferences(types),
            new DynamoDbTreeStore(table, settings.tableName(), retention, assembler, clock),
            new DynamoDbLeases(table, settings.tableName(), clock),
            queue,
            assembler,
            new BuildSettings(
                settings.readLag(),
                settings.settleFirst(),
                settings.settleLongest(),
                settings.retryDelayFirst(),
                settings.retryDelayLongest()),
            clock,
            listener);
    return TreeBuilding.of(trees, connect);
  }
}
