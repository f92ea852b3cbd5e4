package io.contacttree.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.CreateView;
import io.trino.sql.tree.Query;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written for Athena, parsed by the parser of Trino, which Athena is made of. */
final class AthenaTextsTest {
  private static final Path VIEWS = Path.of("athena", "views");

  @Test
  void views_areStatementsOfTrino() throws Exception {
    List<Path> views = files(VIEWS);

    assertThat(views).hasSize(6);
    for (Path view : views) {
      assertThat(new SqlParser().createStatement(Files.readString(view)))
          .as(view.toString())
          .isInstanceOf(CreateView.class);
    }
  }

  @Test
  void questions_areQueriesOfTrino() throws Exception {
    for (String question : QuestionsTest.questions().values()) {
      assertThat(new SqlParser().createStatement(question)).isInstanceOf(Query.class);
    }
  }

  @Test
  void brokenQuestion_isNone() {
    assertThatCode(() -> new SqlParser().createStatement("SELECT a FROM WHERE"))
        .hasMessageContaining("mismatched input");
  }

  @Test
  void files_areWhatTheSourceMakes() throws Exception {
    Process check = new ProcessBuilder("./generate", "--check").redirectErrorStream(true).start();

    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
  }

  private static List<Path> files(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
