package io.contacttree.functions.builder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contacttree.aws.json.DocumentJson;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.tree.ContactTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample gives the document that was worked out for it by hand, whatever the order. */
final class SamplesTest {
  private static final Path EVENTS = Path.of("../../events");
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> samples() throws IOException {
    return names(EVENTS, ".json");
  }

  private static List<String> names(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .sorted()
          .toList();
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> bodies(String sample) {
    List<String> bodies = new ArrayList<>();
    read(EVENTS.resolve(sample + ".json")).forEach(event -> bodies.add(event.toString()));
    return bodies;
  }

  private static SampleRun run(String sample) {
    return new SampleRun(read(EVENTS.resolve("scenarios").resolve(sample + ".json")));
  }

  /** The expected document in one line, with its keys in the order of the file. */
  private static Optional<String> expected(String sample) {
    Path file = EVENTS.resolve("expected").resolve(sample + ".json");
    return Files.exists(file) ? Optional.of(read(file).toString()) : Optional.empty();
  }

  private static Optional<ContactTree> tree(SampleRun run, String sample) {
    JsonNode scenario = read(EVENTS.resolve("scenarios").resolve(sample + ".json"));
    return run.tree(
        scenario.path("InstanceId").textValue(),
        scenario.path("Contacts").path(0).path("Id").textValue());
  }

  private static Optional<String> content(SampleRun run, String sample) {
    return tree(run, sample)
        .map(found -> new String(DocumentJson.writeContent(found), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void eventsInOrder_giveTheExpectedDocument(String sample) {
    SampleRun run = run(sample);
    bodies(sample).forEach(run::sendFromOutside);
    run.runUntilIdle(10);

    assertThat(content(run, sample)).isEqualTo(expected(sample));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void eventsBackwardsOneByOne_giveTheExpectedDocument(String sample) {
    SampleRun run = run(sample);
    for (String body : bodies(sample).reversed()) {
      run.sendFromOutside(body);
      run.runUntilIdle(1);
    }

    assertThat(content(run, sample)).isEqualTo(expected(sample));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void eventsShuffledAndDoubled_giveTheExpectedDocument(String sample) {
    for (int seed = 1; seed <= 5; seed++) {
      SampleRun run = run(sample);
      List<String> bodies = new ArrayList<>(bodies(sample));
      bodies.addAll(bodies(sample));
      Collections.shuffle(bodies, new Random(seed));
      bodies.forEach(run::sendFromOutside);
      run.runUntilIdle(3);

      assertThat(content(run, sample)).as("seed %d", seed).isEqualTo(expected(sample));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void eventsPlayedAgain_changeNothingAtAll(String sample) {
    SampleRun run = run(sample);
    bodies(sample).forEach(run::sendFromOutside);
    run.runUntilIdle(10);
    Optional<ContactTree> before = tree(run, sample);
    int calls = run.calls();
    int writes = run.writes();

    bodies(sample).reversed().forEach(run::sendFromOutside);
    run.runUntilIdle(2);

    assertThat(tree(run, sample)).isEqualTo(before);
    assertThat(run.calls()).isEqualTo(calls);
    assertThat(run.writes()).isEqualTo(writes);
  }

  @Test
  void samples_areThere() throws IOException {
    assertThat(samples()).contains("warm-transfer", "email-thread", "ignored-events");
    assertThat(samples()).containsAll(names(EVENTS.resolve("expected"), ".json"));
  }

  /** So that every fact has a source, and somebody has worked out by hand what it says. */
  @ParameterizedTest
  @EnumSource
  void everyFact_isShownByASample(Fact fact) throws IOException {
    assertThat(names(EVENTS.resolve("expected"), ".json"))
        .anySatisfy(
            sample ->
                assertThat(expected(sample).orElseThrow())
                    .contains("\"" + fact.attribute() + "\":"));
  }

  @Test
  void ignoredEvents_costNoCall() {
    SampleRun run = run("ignored-events");
    bodies("ignored-events").forEach(run::sendFromOutside);
    run.runUntilIdle(10);

    assertThat(run.calls()).isZero();
    assertThat(run.writes()).isZero();
  }
}
