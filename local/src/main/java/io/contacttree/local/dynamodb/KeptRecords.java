package io.contacttree.local.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The records of a stream, each once, stamped when they are kept; stamps never fall. For one thread
 * at a time.
 *
 * <p>In a file each is a line, after one that says when they began. Whoever finds the file goes on
 * where it ends.
 */
final class KeptRecords {
  private static final String FILE = "stream.ndjson";
  private static final String BEGAN = "began";
  private static final String STAMP = "WriteTimestampMicros";

  private final Optional<Path> file;
  private final InstantSource clock;
  private final List<Kept> records = new ArrayList<>();
  private final Set<String> sequenceNumbers = new HashSet<>();
  private long began;
  private long last;

  /** A record as text, which is a tenth of what its tree of objects takes: all of them are kept. */
  private record Kept(long stamp, String text) {
    static Kept of(long stamp, ObjectNode record) {
      return new Kept(stamp, Json.write(record));
    }

    ObjectNode record() {
      try {
        return (ObjectNode) Json.read(text);
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException("what was written here cannot be read", impossible);
      }
    }

    ObjectNode change() {
      ObjectNode record = record();
      ObjectNode change = Json.object();
      change.set("eventName", record.get("eventName"));
      change.put(STAMP, stamp);
      change.setAll((ObjectNode) record.get("dynamodb"));
      return change.without(List.of("StreamViewType"));
    }
  }

  private KeptRecords(Optional<Path> file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Finds what was kept.
   *
   * @param data the directory of the file; empty: in memory
   * @throws IOException when what was kept cannot be read
   */
  static KeptRecords in(Optional<Path> data, InstantSource clock) throws IOException {
    KeptRecords kept = new KeptRecords(data.map(directory -> directory.resolve(FILE)), clock);
    kept.recall();
    return kept;
  }

  private void recall() throws IOException {
    began = micros(clock.instant());
    if (file.isEmpty()) {
      return;
    }
    String text = Files.exists(file.get()) ? Files.readString(file.get()) : "";
    // A line without an end was being written when the process was killed; its record comes again.
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    if (whole.isEmpty()) {
      whole = Json.write(Json.object().put(BEGAN, began)) + "\n";
    }
    for (String line : whole.lines().toList()) {
      JsonNode kept = Json.read(line);
      if (kept.has(BEGAN)) {
        began = kept.get(BEGAN).asLong();
      } else {
        remember(kept.required(STAMP).asLong(), (ObjectNode) kept.required("record"));
      }
    }
    if (!whole.equals(text)) {
      Files.writeString(file.get(), whole);
    }
  }

  /** Keeps the records that are new, with the time of now. */
  void keep(List<ObjectNode> found) throws IOException {
    List<ObjectNode> fresh =
        found.stream().filter(record -> !sequenceNumbers.contains(sequence(record))).toList();
    long stamp = Math.max(last, micros(clock.instant()));
    if (file.isPresent() && !fresh.isEmpty()) {
      StringBuilder lines = new StringBuilder();
      for (ObjectNode record : fresh) {
        ObjectNode line = Json.object().put(STAMP, stamp);
        lines.append(Json.write(line.set("record", record))).append('\n');
      }
      Files.write(
          file.get(), lines.toString().getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }
    fresh.forEach(record -> remember(stamp, record));
  }

  private void remember(long stamp, ObjectNode record) {
    sequenceNumbers.add(sequence(record));
    records.add(Kept.of(stamp, record));
    last = stamp;
  }

  /** Returns the records after so many, in order, as pipes see them. */
  List<ObjectNode> after(int many) {
    return records.subList(many, records.size()).stream().map(Kept::record).toList();
  }

  /**
   * Returns what happened in a window in order, as exports need it; empty when the records began
   * after its begin.
   *
   * @param from included
   * @param to not included
   */
  Optional<List<ObjectNode>> between(Instant from, Instant to) {
    long first = micros(from);
    long end = micros(to);
    if (first < began) {
      return Optional.empty();
    }
    return Optional.of(
        records.stream()
            .filter(kept -> kept.stamp() >= first && kept.stamp() < end)
            .map(Kept::change)
            .toList());
  }

  private static String sequence(JsonNode record) {
    return record.at("/dynamodb/SequenceNumber").asText();
  }

  private static long micros(Instant time) {
    return TimeUnit.SECONDS.toMicros(time.getEpochSecond())
        + TimeUnit.NANOSECONDS.toMicros(time.getNano());
  }
}
