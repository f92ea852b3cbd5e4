package io.contacttree.functions.builder.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every body of {@code events/malformed} goes back to the queue. */
final class MalformedSamplesTest {
  private static final Path MALFORMED = Path.of("../../events/malformed");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(MALFORMED)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void malformedSample_isMalformed(Path file) throws IOException {
    assertThat(
            new MessageParser(Optional.empty())
                .parse("message-1", Files.readString(file), Instant.parse("2026-03-02T20:05:01Z")))
        .isInstanceOf(ParsedMessage.Malformed.class);
  }

  @Test
  void malformedSamples_areThere() throws IOException {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(10);
  }
}
