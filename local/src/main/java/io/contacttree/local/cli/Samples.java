package io.contacttree.local.cli;

import io.contacttree.local.stack.InputText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The samples that travel in the jar. */
final class Samples {

  private Samples() {}

  /** Returns the scenarios of the samples, by name. */
  static List<InputText> scenarios() {
    return in("events/scenarios");
  }

  /** Returns the events of the samples, by name. */
  static List<InputText> events() {
    return in("events");
  }

  private static List<InputText> in(String folder) {
    URL landmark = Samples.class.getResource("/template.yaml");
    if (landmark == null) {
      throw new IllegalStateException("The jar lacks its samples; build it again.");
    }
    try {
      URI home = landmark.toURI();
      if (!home.getScheme().equals("jar")) {
        return read(Path.of(home).resolveSibling(folder));
      }
      try (FileSystem jar = FileSystems.newFileSystem(home, Map.of())) {
        return read(jar.getPath("/").resolve(folder));
      }
    } catch (URISyntaxException | IOException unreadable) {
      throw new UncheckedIOException(new IOException("The samples cannot be read.", unreadable));
    }
  }

  private static List<InputText> read(Path folder) throws IOException {
    List<InputText> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        texts.add(new InputText("sample " + file.getFileName(), Files.readString(file)));
      }
    }
    return texts;
  }
}
