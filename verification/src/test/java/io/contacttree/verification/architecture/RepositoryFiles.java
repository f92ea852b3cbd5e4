package io.contacttree.verification.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the repository holds, built files apart.
 *
 * @param paths all files and folders, from the root, with slashes
 * @param texts the code and the pages among them
 */
record RepositoryFiles(Set<String> paths, Map<String, String> texts) {
  private static final Path ROOT = Path.of("..");
  private static final Set<String> NOT_OURS =
      Set.of("target", "node_modules", ".git", ".build", ".aws-sam", ".idea", ".vscode");
  private static final Pattern TEXT =
      Pattern.compile(
          "(?!events/.*\\.json).*\\.(java|md|yaml|yml|guard|py|xml|toml)|schema/.*\\.json|api/.*"
              + "|Makefile|lint/(run|install-python)|scripts/.*|\\.ci/run");

  RepositoryFiles {
    paths = Set.copyOf(paths);
    texts = Map.copyOf(texts);
  }

  /** Reads the files that are there: an unpacked archive has no list of them. */
  static RepositoryFiles read() {
    Set<String> paths = new TreeSet<>();
    Map<String, String> texts = new TreeMap<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              paths.add(name(folder));
              return NOT_OURS.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              String name = name(file);
              paths.add(name);
              if (TEXT.matcher(name).matches()) {
                texts.put(name, Files.readString(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new RepositoryFiles(paths, texts);
  }

  /** Returns all but the text of one file, whose examples cite what is not there. */
  RepositoryFiles without(String name) {
    Map<String, String> others = new TreeMap<>(texts);
    others.keySet().removeIf(path -> path.endsWith("/" + name));
    return new RepositoryFiles(paths, others);
  }

  private static String name(Path path) {
    return ROOT.relativize(path).toString().replace('\\', '/');
  }
}
