package io.contacttree.operator.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is left of a stream's records at the end of a window. */
final class NetChangesTest {
  private static final Instant BEGAN = Instant.parse("2026-03-02T10:00:00Z");
  private final NetChanges changes = new NetChanges(new ExportWindow(BEGAN, BEGAN.plusSeconds(60)));

  @Test
  void severalChanges_leaveTheNewest() throws Exception {
    changes.add(record("INSERT", 1, "first"));
    changes.add(record("MODIFY", 2, "second"));

    assertThat(changes.records())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.at("/Metadata/WriteTimestampMicros/N").asText()).isEqualTo(micros(2));
              assertThat(line.at("/NewImage/x/S").asText()).isEqualTo("second");
              assertThat(line.at("/Keys/pk/S").asText()).isEqualTo("a");
            });
  }

  @Test
  void deletedItem_hasKeysAlone() throws Exception {
    changes.add(record("MODIFY", 1, "first"));
    changes.add(record("REMOVE", 2, ""));

    assertThat(changes.records())
        .singleElement()
        .satisfies(line -> assertThat(line.has("NewImage")).isFalse());
  }

  @Test
  void insertedAndDeleted_leavesNothing() throws Exception {
    changes.add(record("INSERT", 1, "first"));
    changes.add(record("MODIFY", 2, "second"));
    changes.add(record("REMOVE", 3, ""));

    assertThat(changes.records()).isEmpty();
  }

  @Test
  void deletedAndInsertedAgain_isThere() throws Exception {
    changes.add(record("REMOVE", 1, ""));
    changes.add(record("INSERT", 2, "again"));

    assertThat(changes.records())
        .singleElement()
        .satisfies(line -> assertThat(line.has("NewImage")).isTrue());
  }

  @Test
  void window_includesItsBeginAndNotItsEnd() throws Exception {
    changes.add(record("INSERT", -1, "before"));
    changes.add(record("MODIFY", 0, "begin"));
    changes.add(record("MODIFY", 60, "end"));

    assertThat(changes.records())
        .singleElement()
        .satisfies(line -> assertThat(line.at("/NewImage/x/S").asText()).isEqualTo("begin"));
  }

  private static String micros(long seconds) {
    return Long.toString(BEGAN.plusSeconds(seconds).toEpochMilli() * 1000);
  }

  private static ObjectNode record(String event, long seconds, String value) throws Exception {
    String image = event.equals("REMOVE") ? "" : ",\"NewImage\":{\"x\":{\"S\":\"" + value + "\"}}";
    return (ObjectNode)
        ExportJson.MAPPER.readTree(
            "{\"eventName\":\"%s\",\"WriteTimestampMicros\":%s,\"Keys\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"contact\"}}%s}"
                .formatted(event, micros(seconds), image));
  }
}
