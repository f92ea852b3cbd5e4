package io.contacttree.operator.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Waiting for an export that DynamoDB makes. */
final class StackExporterTest {
  private static final Instant BEGAN = Instant.parse("2026-03-02T10:00:00Z");

  private final Deque<TableExports.Progress> steps = new ArrayDeque<>();
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = BEGAN;

  private final StackExporter exporter =
      new StackExporter(
          new TableExports() {
            @Override
            public String start(Optional<ExportWindow> window) {
              return "arn:table/export/01-a";
            }

            @Override
            public Progress progress(String arn) {
              return steps.size() > 1 ? steps.remove() : steps.element();
            }

            @Override
            public String location() {
              return "s3://bucket/AWSDynamoDB/";
            }
          },
          () -> now,
          time -> {
            pauses.add(time);
            now = now.plus(time);
          });

  @Test
  void exportUnderWay_isWaitedFor() throws Exception {
    steps.add(new TableExports.Running());
    steps.add(new TableExports.Running());
    steps.add(new TableExports.Completed(BEGAN, 3));

    assertThat(exporter.await(exporter.start(Optional.empty()), Duration.ofMinutes(10)))
        .isEqualTo(new StackExporter.Done("01-a", BEGAN, 3, "s3://bucket/AWSDynamoDB/01-a/"));
    assertThat(pauses).hasSize(2);
  }

  @Test
  void exportThatDoesNotEnd_isLeftAfterTheLongestTime() throws Exception {
    steps.add(new TableExports.Running());

    assertThat(exporter.await("arn", Duration.ofMinutes(10)))
        .isEqualTo(new StackExporter.GoesOn("arn"));
    assertThat(Duration.between(BEGAN, now)).isEqualTo(Duration.ofMinutes(10));
  }
}
