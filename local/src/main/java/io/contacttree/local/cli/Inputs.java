package io.contacttree.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.stack.InputText;
import io.contacttree.local.stack.UnusableInputException;
import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads what a stack starts with: files that a user names, or the samples that travel in the jar.
 */
final class Inputs {

  private Inputs() {}

  /** Returns the scenarios of the samples, by name. */
  static List<InputText> sampleScenarios() {
    return samples("events/scenarios");
  }

  /** Returns the events of the samples, by name. */
  static List<InputText> sampleEvents() {
    return samples("events");
  }

  /**
   * Returns the texts of files, and of all *.json and *.ndjson below directories in the order of
   * their paths.
   *
   * @throws UnusableInputException when one cannot be read
   */
  static List<InputText> read(String option, List<Path> places) {
    List<InputText> texts = new ArrayList<>();
    for (Path place : places) {
      try {
        for (Path file : Files.isDirectory(place) ? below(place) : List.of(place)) {
          texts.add(new InputText(option + " " + file, Files.readString(file)));
        }
      } catch (NoSuchFileException absent) {
        throw new UnusableInputException(
            option + " " + place + ": there is no such file or directory.", absent);
      } catch (MalformedInputException binary) {
        throw new UnusableInputException(option + " " + place + " is not UTF-8 text.", binary);
      } catch (IOException | UncheckedIOException refused) {
        throw new UnusableInputException(
            option + " " + place + " cannot be read: " + refused, refused);
      }
    }
    return texts;
  }

  /**
   * Takes recorded events out of texts, in order: one event, an array of them, or one a line.
   *
   * @throws UnusableInputException when a text holds something else
   */
  static List<ObjectNode> events(List<InputText> texts) {
    List<ObjectNode> events = new ArrayList<>();
    for (InputText text : texts) {
      try {
        for (JsonNode value : Json.readAll(text.text())) {
          for (JsonNode event : value.isArray() ? value : List.of(value)) {
            events.add(event(event, text));
          }
        }
      } catch (IOException notJson) {
        String what = String.valueOf(notJson.getMessage()).lines().findFirst().orElse("");
        throw new UnusableInputException(text.name() + " is not JSON: " + what, notJson);
      }
    }
    return events;
  }

  private static ObjectNode event(JsonNode value, InputText text) {
    if (value instanceof ObjectNode event) {
      return event;
    }
    throw new UnusableInputException(
        text.name()
            + " holds something that is no event: an event is a JSON object. Malformed messages are"
            + " tried by sending them to the queue.");
  }

  private static List<Path> below(Path directory) throws IOException {
    // Walked by its real path, because a link to a directory is not walked into.
    try (Stream<Path> all = Files.walk(directory.toRealPath())) {
      return all.filter(Inputs::isInput).sorted().toList();
    }
  }

  private static boolean isInput(Path path) {
    String name = path.toString();
    return (name.endsWith(".json") || name.endsWith(".ndjson")) && Files.isRegularFile(path);
  }

  private static List<InputText> samples(String folder) {
    URL landmark = Inputs.class.getResource("/template.yaml");
    if (landmark == null) {
      throw new IllegalStateException("The jar lacks its samples; build it again.");
    }
    try {
      URI home = landmark.toURI();
      if (!home.getScheme().equals("jar")) {
        return samples(Path.of(home).resolveSibling(folder));
      }
      try (FileSystem jar = FileSystems.newFileSystem(home, Map.of())) {
        return samples(jar.getPath("/").resolve(folder));
      }
    } catch (URISyntaxException | IOException unreadable) {
      throw new IllegalStateException("The samples cannot be read.", unreadable);
    }
  }

  private static List<InputText> samples(Path folder) throws IOException {
    List<InputText> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        texts.add(new InputText("sample " + file.getFileName(), Files.readString(file)));
      }
    }
    return texts;
  }
}
