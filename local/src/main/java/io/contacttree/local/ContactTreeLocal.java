package io.contacttree.local;

import io.contacttree.local.cli.CommandLineRun;
import io.contacttree.local.cli.LogFile;
import io.contacttree.local.cli.ShutdownHook;
import io.contacttree.local.stack.Closeables;
import io.contacttree.view.Style;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The command line of the local stack. */
public final class ContactTreeLocal {

  private ContactTreeLocal() {}

  /** Starts the local stack. */
  public static void main(String[] arguments) {
    // Kept apart from System.out, which will be the functions' log.
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Closeables closeables = new Closeables();
    ShutdownHook shutdownHook = new ShutdownHook(closeables);
    shutdownHook.leave(
        new CommandLineRun(out, err, style(), LogFile::takeOver).run(arguments, closeables));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
  }

  /** Lines and corners everywhere but on a terminal that cannot show them. */
  private static Style style() {
    Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    return new Style(
        terminal.isPresent(),
        terminal
            .map(Console::charset)
            .filter(set -> !set.equals(StandardCharsets.UTF_8))
            .isEmpty());
  }
}
