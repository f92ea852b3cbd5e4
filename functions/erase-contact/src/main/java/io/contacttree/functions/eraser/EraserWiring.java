package io.contacttree.functions.eraser;

import io.contacttree.aws.clients.AwsAccess;
import io.contacttree.aws.clients.DynamoDbClients;
import io.contacttree.aws.clients.SqsClients;
import io.contacttree.aws.dynamodb.DynamoDbLeases;
import io.contacttree.aws.dynamodb.DynamoDbTombstones;
import io.contacttree.aws.queue.SqsClaimQueue;
import io.contacttree.domain.erase.EraseContacts;
import io.contacttree.domain.erase.ErasePorts;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.tree.Retention;
import io.contacttree.domain.tree.TreeAssembler;
import io.contacttree.lambda.time.SystemPauses;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What one instance of the function works with, wired by hand.
 *
 * @param erasing the use case
 * @param settings what is set
 * @param clock the clock of everything
 */
record EraserWiring(EraseContacts erasing, EraserSettings settings, InstantSource clock) {
  EraserWiring {
    Objects.requireNonNull(erasing);
    Objects.requireNonNull(settings);
    Objects.requireNonNull(clock);
  }

  /**
   * Returns what the settings describe.
   *
   * @throws IllegalArgumentException naming the setting that is missing or cannot be used
   */
  static EraserWiring open(Map<String, String> variables) {
    EraserSettings settings = EraserSettings.of(variables);
    AwsAccess access = AwsAccess.of(settings.region(), variables);
    Clock clock = Clock.systemUTC();
    DynamoDbClient client = DynamoDbClients.create(access);
    TreeAssembler assembler = new TreeAssembler(settings.settleMax(), ReferenceTypes.DOCUMENTED);
    return new EraserWiring(
        new EraseContacts(
            new ErasePorts(
                new DynamoDbTombstones(
                    client,
                    settings.tableName(),
                    new Retention(settings.retentionDays()),
                    assembler,
                    clock),
                new DynamoDbLeases(client, settings.tableName(), clock),
                new SqsClaimQueue(SqsClients.create(access), settings.queueUrl(), clock),
                SystemPauses.INSTANCE),
            assembler,
            settings.settleFirst(),
            clock),
        settings,
        clock);
  }
}
