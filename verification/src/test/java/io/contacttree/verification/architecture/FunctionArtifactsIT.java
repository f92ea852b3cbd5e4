package io.contacttree.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each function would take to Lambda: its jar and the libraries in {@code target/lib}. */
final class FunctionArtifactsIT {

  private static final Path FUNCTIONS = Path.of("..", "functions");
  private static final long MIB = 1024 * 1024;

  static List<String> functions() throws IOException {
    try (var folders = Files.list(FUNCTIONS)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .map(folder -> folder.getFileName().toString())
          .toList();
    }
  }

  @Test
  void functions_areFound() throws IOException {
    assertThat(functions()).contains("build-contact-tree", "serve-contact-tree");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void function_carriesOneHttpClient(String function) throws IOException {
    assertThat(libraries(function))
        .filteredOn(name -> name.matches("(aws-crt|netty-nio|apache5?|url-connection)-client-.*"))
        .singleElement()
        .asString()
        .startsWith("aws-crt-client-");
    assertThat(libraries(function)).noneMatch(name -> name.matches("(netty|http(core|client)).*"));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void function_carriesTheNativeLibraryOfItsOwnCpuOnly(String function) throws IOException {
    assertThat(libraries(function))
        .filteredOn(name -> name.matches("aws-crt-[0-9].*"))
        .singleElement()
        .asString()
        .endsWith("-linux-aarch_64.jar");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void function_carriesNothingOfTheLocalStackOrTheTests(String function) throws IOException {
    assertThat(libraries(function))
        .noneMatch(
            name ->
                name.matches(
                    "(?i)(dynamodblocal|elasticmq|event-ruler|junit|assertj|jqwik|archunit|.*-tests?\\.jar|contact-tree-local).*"));
  }

  @Test
  void serveContactTree_carriesNoClientOfAmazonConnectAndNoQueue() throws IOException {
    assertThat(libraries("serve-contact-tree"))
        .noneMatch(name -> name.matches("(connect|sqs)-[0-9].*"));
  }

  /** Lambda takes 250 MiB unpacked; a cold start pays for every byte long before that. */
  @ParameterizedTest
  @MethodSource("functions")
  void artifact_staysFarBelowLambdasLimit(String function) throws IOException {
    assertThat(size(function)).isLessThan(35 * MIB);
  }

  @Test
  void serveContactTree_isSmallBecauseACallerWaits() throws IOException {
    assertThat(size("serve-contact-tree")).isLessThan(22 * MIB);
  }

  private static List<String> libraries(String function) throws IOException {
    try (var files = Files.list(target(function).resolve("lib"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static long size(String function) throws IOException {
    long bytes = Files.size(target(function).resolve(function + ".jar"));
    for (String library : libraries(function)) {
      bytes += Files.size(target(function).resolve("lib").resolve(library));
    }
    return bytes;
  }

  private static Path target(String function) {
    return FUNCTIONS.resolve(function).resolve("target");
  }
}
