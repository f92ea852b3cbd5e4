package io.contacttree.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class TimeScaleTest {

  private static TimeScale scale(long... minutes) {
    List<TimeScale.Span> spans = new ArrayList<>();
    for (int index = 0; index < minutes.length; index += 2) {
      spans.add(new TimeScale.Span(Sketch.at(minutes[index]), Sketch.at(minutes[index + 1])));
    }
    return TimeScale.of(spans);
  }

  private static List<Long> gaps(TimeScale scale) {
    return scale.folds().stream().map(fold -> fold.gap().toMinutes()).toList();
  }

  @Test
  void oneStretch_isDrawnEvenly() {
    TimeScale scale = scale(0, 30, 20, 100);

    assertThat(scale.folds()).isEmpty();
    assertThat(scale.at(Sketch.at(0))).isZero();
    assertThat(scale.at(Sketch.at(25))).isEqualTo(25, within(1e-9));
    assertThat(scale.at(Sketch.at(100))).isEqualTo(100, within(1e-9));
  }

  @Test
  void gapOfMoreThanAFifth_isFolded() {
    assertThat(gaps(scale(0, 39, 60, 100))).containsExactly(21L);
    assertThat(gaps(scale(0, 40, 60, 100))).isEmpty();
  }

  @Test
  void longestGap_isFoldedFirst() {
    // Of 100 minutes 70 go; 10 are more than a fifth of the 30 left; 1 is not of the 20 left then.
    assertThat(gaps(scale(0, 5, 75, 80, 90, 94, 95, 100))).containsExactly(70L, 10L);
  }

  @Test
  void overlappingBars_leaveNoGap() {
    assertThat(gaps(scale(0, 100, 5, 6, 90, 101))).isEmpty();
  }

  @Test
  void stretches_neverVanish() {
    TimeScale scale = scale(0, 0, 1000, 1000, 2000, 2010);

    assertThat(scale.folds()).hasSize(2);
    assertThat(scale.stretches()).allMatch(stretch -> stretch.width() >= 6);
    assertThat(scale.stretches().getLast().right()).isEqualTo(100, within(1e-9));
  }

  @Test
  void momentsAlone_shareTheAxis() {
    TimeScale scale = scale(0, 0, 10, 10);

    assertThat(scale.at(Sketch.at(0))).isZero();
    assertThat(scale.at(Sketch.at(10))).isGreaterThan(40);
  }

  @Test
  void nothing_isAnEmptyScale() {
    assertThat(TimeScale.of(List.of()).stretches()).isEmpty();
    assertThat(TimeScale.of(List.of()).folds()).isEmpty();
  }

  @Property
  void anySpans_areOrderedWithinTheAxisAndLeaveNoLongGap(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 100_000) Integer> begins,
      @ForAll @IntRange(min = 0, max = 500) int length) {
    List<TimeScale.Span> spans =
        begins.stream()
            .map(begin -> new TimeScale.Span(Sketch.at(begin), Sketch.at(begin + length)))
            .toList();
    TimeScale scale = TimeScale.of(spans);

    List<Integer> sorted = begins.stream().sorted().toList();
    for (int index = 0; index < sorted.size(); index++) {
      double at = scale.at(Sketch.at(sorted.get(index)));
      assertThat(at).isBetween(0.0, 100 + 1e-6);
      if (index > 0) {
        assertThat(at).isGreaterThanOrEqualTo(scale.at(Sketch.at(sorted.get(index - 1))));
      }
    }
    Duration drawn =
        scale.stretches().stream()
            .map(stretch -> stretch.span().duration())
            .reduce(Duration.ZERO, Duration::plus);
    int end = sorted.getFirst() + length;
    for (int begin : sorted) {
      if (begin > end
          && gaps(scale).stream()
              .noneMatch(gap -> gap == begin - (long) lastEnd(sorted, begin, length))) {
        assertThat(Duration.ofMinutes(begin - end).multipliedBy(5)).isLessThanOrEqualTo(drawn);
      }
      end = Math.max(end, begin + length);
    }
  }

  private static int lastEnd(List<Integer> sorted, int begin, int length) {
    return sorted.stream()
        .filter(other -> other < begin)
        .mapToInt(other -> other + length)
        .max()
        .orElseThrow();
  }
}
