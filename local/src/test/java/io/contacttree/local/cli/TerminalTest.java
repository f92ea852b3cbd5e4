package io.contacttree.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.view.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Terminal screen(boolean isTerminal) {
    return new Terminal(
        new PrintStream(bytes, true, StandardCharsets.UTF_8), new Style(isTerminal, true));
  }

  @Test
  void plain_everythingIsALine() {
    Terminal terminal = screen(false);
    terminal.progress("one");
    terminal.show("tree");
    terminal.progress("two");
    terminal.clearProgress();
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("one", "tree", "two");
  }

  @Test
  void terminal_progressIsWrittenOver() {
    Terminal terminal = screen(true);
    terminal.progress("one");
    terminal.progress("two");
    terminal.show("tree");
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("one\r\u001b[Ktwo\r\u001b[Ktree" + System.lineSeparator());
  }
}
