package io.contacttree.operator;

import java.io.PrintWriter;

/** Says how to go on when the process is stopped from outside, and ends it as stopped half-way. */
final class Interruption implements AutoCloseable {
  private final PrintWriter err;
  private final Thread hook = new Thread(this::stopped);
  private volatile String advice = "Nothing was done.";

  Interruption(PrintWriter err) {
    this.err = err;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Says this from now on. */
  void say(String text) {
    advice = text;
  }

  private void stopped() {
    err.println(advice);
    err.flush();
    Runtime.getRuntime().halt(ExitStatus.STOPPED.code());
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // It is being stopped: the hook runs.
    }
  }
}
