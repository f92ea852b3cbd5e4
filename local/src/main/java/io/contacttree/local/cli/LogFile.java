package io.contacttree.local.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where everything goes that is not for the user's eyes: log lines and metrics of the functions,
 * remarks of the engines.
 */
public final class LogFile {

  private LogFile() {}

  /** Sends the JVM's output and error streams, and so every logger's, to a new file. */
  public static Path takeOver() {
    try {
      Path file = Files.createTempFile("contact-tree-local-", ".log");
      PrintStream log = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
      System.setOut(log);
      System.setErr(log);
      // Of all the log4j2.xml in the class path, that of the stack.
      System.setProperty("log4j2.configurationFile", "contact-tree-local-log4j2.xml");
      return file;
    } catch (IOException refused) {
      throw new UncheckedIOException("No log file can be made.", refused);
    }
  }
}
