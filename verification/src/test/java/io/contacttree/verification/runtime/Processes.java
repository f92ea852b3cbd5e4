package io.contacttree.verification.runtime;

import java.util.concurrent.TimeUnit;

/** Ends processes that a test started. */
final class Processes {

  private static final int PATIENCE_SECONDS = 10;

  private Processes() {}

  static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException hurried) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
