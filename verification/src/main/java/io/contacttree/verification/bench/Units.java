package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The capacity units that a run consumed, in the way DynamoDB counts them.
 *
 * @param table write units of the table, refused writes left out
 * @param kinds the same by what was written, from the items' sizes
 * @param indexes write units of each index, those in transactions doubled
 * @param indexesOnce the same with those in transactions once
 * @param refused what refused writes come to, estimated from their sizes
 * @param reads read units
 */
record Units(
    double table,
    Map<String, Double> kinds,
    Map<String, Double> indexes,
    double indexesOnce,
    double refused,
    double reads) {
  Units {
    kinds = new TreeMap<>(kinds);
    indexes = new TreeMap<>(indexes);
  }

  /** Sums the lines that the stack's process noted. */
  static Units read(Path file) throws IOException {
    double table = 0;
    double once = 0;
    double refused = 0;
    double reads = 0;
    Map<String, Double> kinds = new TreeMap<>();
    Map<String, Double> indexes = new TreeMap<>();
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    for (String text : lines) {
      JsonNode line = Json.read(text);
      table += line.path("table").asDouble();
      reads += line.path("read").asDouble();
      double factor = line.path("indexes_doubled").asBoolean() ? 0.5 : 1;
      add(kinds, line.path("kinds"));
      add(indexes, line.path("indexes"));
      once += factor * sum(line.path("indexes"));
      refused += sum(line.path("refused"));
    }
    return new Units(table, kinds, indexes, once, refused, reads);
  }

  /** Returns all write units, entries of indexes in transactions doubled. */
  double writes() {
    return table + indexes.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Returns all write units, entries of indexes in transactions counted once. */
  double writesIndexesOnce() {
    return table + indexesOnce;
  }

  private static void add(Map<String, Double> sums, JsonNode more) {
    more.properties()
        .forEach(entry -> sums.merge(entry.getKey(), entry.getValue().asDouble(), Double::sum));
  }

  private static double sum(JsonNode numbers) {
    double sum = 0;
    for (JsonNode number : numbers) {
      sum += number.asDouble();
    }
    return sum;
  }
}
