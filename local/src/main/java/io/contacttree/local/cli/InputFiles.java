package io.contacttree.local.cli;

import io.contacttree.local.stack.InputText;
import io.contacttree.local.stack.UnusableInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the files that a user names. */
final class InputFiles {

  private InputFiles() {}

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

  private static List<Path> below(Path directory) throws IOException {
    // Walked by its real path, because a link to a directory is not walked into.
    try (Stream<Path> all = Files.walk(directory.toRealPath())) {
      return all.filter(InputFiles::isInput).sorted().toList();
    }
  }

  private static boolean isInput(Path path) {
    String name = path.toString();
    return (name.endsWith(".json") || name.endsWith(".ndjson")) && Files.isRegularFile(path);
  }
}
