package io.contacttree.functions.reacher;

import io.contacttree.aws.clients.AwsAccess;
import io.contacttree.aws.clients.DynamoDbClients;
import io.contacttree.aws.clients.SqsClients;
import io.contacttree.aws.connect.ConnectAttachedFiles;
import io.contacttree.aws.dynamodb.DynamoDbRefreshLedger;
import io.contacttree.aws.dynamodb.DynamoDbSharedPace;
import io.contacttree.aws.dynamodb.DynamoDbTreeLookup;
import io.contacttree.aws.queue.SqsClaimQueue;
import io.contacttree.aws.queue.SqsWaitingMessages;
import io.contacttree.domain.connect.SharedPace;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.find.FindContactTree;
import io.contacttree.domain.reach.LinkToFile;
import io.contacttree.domain.reach.RefreshTree;
import io.contacttree.domain.store.TreeLookup;
import io.contacttree.lambda.http.TokenScope;
import io.contacttree.lambda.metrics.EmfPublisher;
import io.contacttree.lambda.metrics.Metrics;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one instance of the function works with, wired by hand.
 *
 * @param files links to files
 * @param refreshes new looks
 * @param instance the one instance that is ours; empty where all are
 * @param scope what a token lets its bearer reach
 * @param metrics counts
 */
record ReacherWiring(
    LinkToFile files,
    RefreshTree refreshes,
    Optional<InstanceId> instance,
    TokenScope scope,
    ReachMetrics metrics) {

  ReacherWiring {
    Objects.requireNonNull(files);
    Objects.requireNonNull(refreshes);
    Objects.requireNonNull(instance);
    Objects.requireNonNull(scope);
    Objects.requireNonNull(metrics);
  }

  /**
   * Returns what the settings describe.
   *
   * @throws IllegalArgumentException naming the setting that is missing or cannot be used
   */
  static ReacherWiring open(Map<String, String> variables) {
    ReacherSettings settings = ReacherSettings.of(variables);
    AwsAccess access = AwsAccess.of(settings.region(), variables);
    Clock clock = Clock.systemUTC();
    var table = DynamoDbClients.create(access);
    var sqs = SqsClients.create(access);
    TreeLookup trees = new DynamoDbTreeLookup(table, settings.tableName(), clock);
    SharedPace pace =
        settings
            .files()
            .<SharedPace>map(
                share ->
                    new DynamoDbSharedPace(
                        table, settings.tableName(), "GetAttachedFile", share, clock))
            .orElse(SharedPace.UNPACED);
    return new ReacherWiring(
        new LinkToFile(
            new FindContactTree(trees),
            ConnectAttachedFiles.open(access, clock),
            pace,
            settings.values(),
            clock),
        new RefreshTree(
            trees,
            new DynamoDbRefreshLedger(table, settings.tableName(), clock),
            new SqsWaitingMessages(sqs, settings.queueUrl()),
            new SqsClaimQueue(sqs, settings.queueUrl(), clock),
            settings.limits(),
            clock),
        settings.instance(),
        settings.scope(),
        new ReachMetrics(
            new Metrics(
                new EmfPublisher(
                    variables.getOrDefault("POWERTOOLS_METRICS_NAMESPACE", "ContactTree"),
                    variables.getOrDefault("POWERTOOLS_SERVICE_NAME", "reach-contact"),
                    settings.stage()))));
  }
}
