package io.contacttree.local.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Screen screen(boolean isTerminal) {
    return new Screen(
        new PrintStream(bytes, true, StandardCharsets.UTF_8), new Style(isTerminal, true));
  }

  @Test
  void plain_everythingIsALine() {
    Screen screen = screen(false);
    screen.progress("one");
    screen.show("tree");
    screen.progress("two");
    screen.clearProgress();
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("one", "tree", "two");
  }

  @Test
  void terminal_progressIsWrittenOver() {
    Screen screen = screen(true);
    screen.progress("one");
    screen.progress("two");
    screen.show("tree");
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("one\r\u001b[Ktwo\r\u001b[Ktree" + System.lineSeparator());
  }
}
