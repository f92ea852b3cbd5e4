package io.contacttree.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AxisTicksTest {

  private static List<AxisTicks.Tick> ticks(String from, String to, ZoneId zone, int pixels) {
    TimeScale scale =
        TimeScale.of(List.of(new TimeScale.Span(Instant.parse(from), Instant.parse(to))));
    return new AxisTicks(scale, new LocalTimes(zone), pixels).ticks();
  }

  private static List<String> labels(String from, String to) {
    return ticks(from, to, ZoneOffset.UTC, 760).stream().map(AxisTicks.Tick::label).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10:00:00Z | 10:00:04Z | 10:00:00 10:00:01 10:00:02 10:00:03 10:00:04",
        "10:00:00Z | 10:30:00Z | 10:00:00 10:05 10:10 10:15 10:20 10:25 10:30",
        "10:01:00Z | 14:20:00Z | 10:01:00 11:00 11:30 12:00 12:30 13:00 13:30 14:00"
      })
  void steps_areRoundAndReadable(String from, String to, String labels) {
    assertThat(labels("2026-03-02T" + from, "2026-03-02T" + to)).containsExactly(labels.split(" "));
  }

  @Test
  void daysAreLabelled_byTheirDate() {
    assertThat(labels("2026-03-02T00:00:00Z", "2026-03-08T00:00:00Z"))
        .containsExactly(
            "00:00:00",
            "2026-03-03",
            "2026-03-04",
            "2026-03-05",
            "2026-03-06",
            "2026-03-07",
            "2026-03-08");
  }

  @Test
  void firstLabel_isWhereTheAxisBegins() {
    assertThat(
            ticks("2026-03-02T10:07:31Z", "2026-03-02T10:30:00Z", ZoneOffset.UTC, 760).getFirst())
        .isEqualTo(new AxisTicks.Tick(0, "10:07:31", "2026-03-02", "start"));
  }

  @Test
  void zone_movesLabelsAndDates() {
    AxisTicks.Tick first =
        ticks("2026-03-02T23:30:00Z", "2026-03-03T01:00:00Z", ZoneId.of("Europe/Berlin"), 760)
            .getFirst();

    assertThat(first.label()).isEqualTo("00:30:00");
    assertThat(first.date()).isEqualTo("2026-03-03");
  }

  @Test
  void midnight_saysTheNewDate() {
    assertThat(
            ticks("2026-03-02T22:00:00Z", "2026-03-03T02:00:00Z", ZoneOffset.UTC, 760).stream()
                .filter(tick -> !tick.date().isEmpty()))
        .extracting(AxisTicks.Tick::date)
        .containsExactly("2026-03-02", "2026-03-03");
  }

  @Test
  void hourThatIsLeftOut_hasNoLabel() {
    // On 29 March 2026 clocks in Berlin go from 02:00 to 03:00.
    assertThat(
            ticks("2026-03-29T00:00:00Z", "2026-03-29T04:00:00Z", ZoneId.of("Europe/Berlin"), 760))
        .extracting(AxisTicks.Tick::label)
        .contains("03:00", "04:00", "05:00")
        .doesNotContain("02:00", "02:30");
  }

  @ParameterizedTest
  @ValueSource(ints = {340, 760, 1200})
  void labels_neverOverlap(int pixels) {
    Random random = new Random(pixels);
    for (int run = 0; run < 300; run++) {
      List<TimeScale.Span> spans =
          random
              .ints(1 + random.nextInt(12), 0, 1 << random.nextInt(4, 20))
              .mapToObj(
                  minute ->
                      new TimeScale.Span(Sketch.at(minute), Sketch.at(minute + random.nextInt(90))))
              .toList();
      List<AxisTicks.Tick> ticks =
          new AxisTicks(TimeScale.of(spans), new LocalTimes(ZoneOffset.UTC), pixels).ticks();
      double end = Double.NEGATIVE_INFINITY;
      for (AxisTicks.Tick tick : ticks) {
        double width =
            Math.max(
                TextWidth.of(tick.label(), PictureStyle.AXIS_FONT),
                TextWidth.of(tick.date(), PictureStyle.AXIS_FONT));
        double at = tick.at() / 100 * pixels;
        double left =
            switch (tick.anchor()) {
              case "start" -> at;
              case "end" -> at - width;
              default -> at - width / 2;
            };
        assertThat(left).isGreaterThan(end);
        end = left + width;
      }
    }
  }
}
