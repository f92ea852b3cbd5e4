package io.contacttree.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.pacing.RateShare;
import io.contacttree.domain.connect.SharedPace.Turn;
import io.contacttree.domain.store.MovingClock;
import io.contacttree.domain.tree.DrawnTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One pace for all workers: here two of them, whose waits move the clock. */
class DynamoDbSharedPaceTest {
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** Two a second; half of its capacity may come at once. */
  private static final RateShare SHARE = new RateShare(2, 4);

  private final LocalTable table = LocalTable.empty();
  private final MovingClock clock = new MovingClock(DrawnTree.START);
  private final DynamoDbSharedPace one = worker();
  private final DynamoDbSharedPace other = worker();

  private DynamoDbSharedPace worker() {
    return new DynamoDbSharedPace(
        table.client(),
        table.name(),
        "GetAttachedFile",
        SHARE,
        clock,
        time -> {
          if (time.isPositive()) {
            clock.advance(time);
          }
        });
  }

  @Test
  void firstTurn_waitsForAToken() {
    assertThat(one.take(LONGEST)).isEqualTo(new Turn.Taken());

    assertThat(clock.instant()).isEqualTo(DrawnTree.START.plusMillis(500));
  }

  @Test
  void turnsOfAllWorkers_keepTheRate() {
    List<Instant> taken = new ArrayList<>();
    for (int at = 0; at < 10; at++) {
      assertThat((at % 2 == 0 ? one : other).take(LONGEST)).isEqualTo(new Turn.Taken());
      taken.add(clock.instant());
    }
    for (int from = 0; from < taken.size(); from++) {
      for (int to = from; to < taken.size(); to++) {
        double seconds = Duration.between(taken.get(from), taken.get(to)).toMillis() / 1000.0;
        assertThat(to - from + 1.0).isLessThanOrEqualTo(2 * seconds + SHARE.capacity());
      }
    }
  }

  @Test
  void afterAQuietTime_halfOfTheCapacityComesAtOnce() {
    one.take(LONGEST);
    clock.advance(Duration.ofMinutes(1));
    Instant quiet = clock.instant();

    assertThat(one.take(LONGEST)).isEqualTo(new Turn.Taken());
    assertThat(other.take(LONGEST)).isEqualTo(new Turn.Taken());
    assertThat(clock.instant()).isEqualTo(quiet);
    assertThat(one.take(LONGEST)).isEqualTo(new Turn.Taken());
    assertThat(clock.instant()).isEqualTo(quiet.plusMillis(500));
  }

  @Test
  void turnThatWouldComeTooLate_saysWhenAndTakesNothing() {
    one.slowDown();
    Turn late = one.take(LONGEST);
    assertThat(late).isInstanceOf(Turn.TooLate.class);
    Duration retryAfter = ((Turn.TooLate) late).retryAfter();
    assertThat(retryAfter).isGreaterThan(LONGEST);

    clock.advance(retryAfter);

    Instant then = clock.instant();
    assertThat(other.take(LONGEST)).isEqualTo(new Turn.Taken());
    assertThat(clock.instant()).isEqualTo(then);
  }
}
