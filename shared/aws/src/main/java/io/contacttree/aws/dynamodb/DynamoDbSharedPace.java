package io.contacttree.aws.dynamodb;

import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.EntityType;
import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemKey;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.aws.dynamodb.item.TreeTable;
import io.contacttree.aws.dynamodb.read.TableReads;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.domain.connect.SharedPace;
import io.contacttree.domain.store.UpstreamFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * A pace that all workers share by one item of the DynamoDB table: until when attempts are given
 * away. Safe for several threads.
 *
 * <p>It is a token bucket that begins empty, kept as one moment: the one at which it is full again.
 * Who comes takes the next turn in advance and waits for it, so that turns are given in the order
 * in which they were asked for, and who would wait too long knows at once.
 */
public final class DynamoDbSharedPace implements SharedPace {
  private static final String FULL_AT = "full_at_micros";
  private static final double MICROS_A_SECOND = 1e6;
  private static final int MOST_TRIES = 20;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);

  /** So much longer than it takes the bucket to fill nobody is let through after a refusal. */
  private static final Duration PENALTY = Duration.ofSeconds(2);

  /** Expiry only clears the table: a bucket that is full is as good as none. */
  private static final Duration CLEARED_AFTER = Duration.ofDays(1);

  private final DynamoDbClient client;
  private final String table;
  private final ItemKey key;
  private final long token;
  private final long capacity;
  private final InstantSource clock;
  private final TableReads.Pause pause;

  /**
   * Creates a pace.
   *
   * @param api whose pace it is
   * @param share what all workers together may ask
   */
  public DynamoDbSharedPace(
      DynamoDbClient client, String tableName, String api, RateShare share, InstantSource clock) {
    this(client, tableName, api, share, clock, TableReads.Pause.SLEEP);
  }

  DynamoDbSharedPace(
      DynamoDbClient client,
      String tableName,
      String api,
      RateShare share,
      InstantSource clock,
      TableReads.Pause pause) {
    this.client = client;
    this.table = tableName;
    this.key = ItemKey.shared(api);
    this.token = Math.max(1, (long) Math.ceil(MICROS_A_SECOND / share.rate()));
    // Attempts arrive a little later than they are let through, and some may arrive together: half
    // of what may come at once is kept for that.
    this.capacity = Math.max(1, share.capacity() / 2);
    this.clock = clock;
    this.pause = pause;
  }

  @Override
  public Turn take(Duration longestWait) {
    Instant latest = clock.instant().plus(longestWait);
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Instant now = clock.instant();
      Optional<Long> before = fullAt();
      long fullAt = before.orElse(micros(now) + token * capacity);
      Instant turn = instant(Math.max(micros(now), fullAt - token * (capacity - 1)));
      if (turn.isAfter(latest)) {
        return new Turn.TooLate(Duration.between(now, turn));
      }
      if (move(before, Math.max(micros(now), fullAt) + token)) {
        pause.of(Duration.between(clock.instant(), turn));
        return new Turn.Taken();
      }
      pause.of(briefly());
    }
    return new Turn.TooLate(Duration.ofSeconds(1));
  }

  @Override
  public void slowDown() {
    long until = micros(clock.instant().plus(PENALTY)) + token * capacity;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Optional<Long> before = fullAt();
      if (before.filter(fullAt -> fullAt >= until).isPresent() || move(before, until)) {
        return;
      }
      pause.of(briefly());
    }
  }

  private Optional<Long> fullAt() {
    return new TableReads(client, table, pause)
        .get(key)
        .flatMap(item -> new ItemFields(item).optionalNumber(FULL_AT));
  }

  /** Returns whether nobody else was faster. */
  private boolean move(Optional<Long> before, long fullAt) {
    Map<String, AttributeValue> item =
        new ItemWriter()
            .putAll(key.attributes())
            .text(TreeTable.ENTITY_TYPE, EntityType.REFRESH.name())
            .number(FULL_AT, fullAt)
            .number(TreeTable.EXPIRES_AT, instant(fullAt).plus(CLEARED_AFTER).getEpochSecond())
            .attributes();
    try {
      client.putItem(
          request -> {
            request.tableName(table).item(item).expressionAttributeNames(Map.of("#full", FULL_AT));
            before.ifPresentOrElse(
                known ->
                    request
                        .conditionExpression("#full = :before")
                        .expressionAttributeValues(Map.of(":before", Attribute.number(known))),
                () -> request.conditionExpression("attribute_not_exists(#full)"));
          });
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException somebodyWasFaster) {
      return false;
    } catch (SdkException outage) {
      throw new UpstreamFailure(
          UpstreamFailure.Resource.TABLE, "the table did not keep a pace", outage);
    }
  }

  private static Duration briefly() {
    return Duration.ofNanos(
        RandomGenerator.getDefault().nextLong(SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos()));
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
