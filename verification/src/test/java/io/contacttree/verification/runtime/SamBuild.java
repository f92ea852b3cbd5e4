package io.contacttree.verification.runtime;

import io.contacttree.local.template.StackTemplate;
import io.contacttree.local.template.TemplateReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What {@code sam build} produced: the template and a folder for each function. */
final class SamBuild {

  /** Where Maven puts the library that a machine with another CPU than Lambda's needs. */
  private static final Path OTHER_CPUS = Path.of("target", "other-cpus");

  private final Path folder;
  private final StackTemplate template;

  private SamBuild(Path folder, StackTemplate template) {
    this.folder = folder;
    this.template = template;
  }

  /** Reads the folder that the system property {@code sam.build} names. */
  static SamBuild ofProperty(Map<String, String> parameters) {
    Path folder = Path.of(Objects.requireNonNull(System.getProperty("sam.build"), "sam.build"));
    try (Reader text = Files.newBufferedReader(folder.resolve("template.yaml"))) {
      return new SamBuild(folder, TemplateReader.read(text, parameters));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Run \"sam build\" first.", unreadable);
    }
  }

  StackTemplate template() {
    return template;
  }

  /**
   * Makes a task root of a function's artefact by links: the artefact and, where it carries aws-crt
   * for another CPU than this machine's, the same for this one beside it; nothing else.
   *
   * @param taskRoot an empty folder
   * @param left which of the artefact's jars are left in
   */
  void link(String function, Path taskRoot, Predicate<String> left) throws IOException {
    Path lib = Files.createDirectories(taskRoot.resolve("lib"));
    for (Path jar : files(folder.resolve(function).resolve("lib"))) {
      String name = jar.getFileName().toString();
      if (left.test(name)) {
        Files.createSymbolicLink(lib.resolve(name), jar.toAbsolutePath());
        linkForThisCpu(name, lib);
      }
    }
  }

  private static void linkForThisCpu(String name, Path lib) throws IOException {
    String here = "-linux-" + RuntimeInterfaceClient.cpu() + ".jar";
    if (name.matches("aws-crt-[0-9].*-linux-.*") && !name.endsWith(here)) {
      String other = name.substring(0, name.indexOf("-linux-")) + here;
      Files.createSymbolicLink(lib.resolve(other), OTHER_CPUS.resolve(other).toRealPath());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
