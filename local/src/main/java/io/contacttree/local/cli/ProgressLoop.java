package io.contacttree.local.cli;

import io.contacttree.local.apigateway.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Looks at a running stack, shows its trees and how far it is, and finds out when it is done. */
final class ProgressLoop {

  private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
  private static final long TERMINAL_NANOS = Duration.ofMillis(200).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(2).toNanos();

  private final Supplier<Status> status;
  private final Terminal terminal;
  private final FinishedTreePrinter board;
  private String shown = "";
  private long shownAt;

  ProgressLoop(Supplier<Status> status, Terminal terminal, FinishedTreePrinter board) {
    this.status = status;
    this.terminal = terminal;
    this.board = board;
    this.shownAt = System.nanoTime();
  }

  /** Waits until the stack is idle; empty when it was not in time. */
  Optional<Status> untilIdle(OptionalInt seconds) {
    long start = System.nanoTime();
    while (true) {
      Status now = status.get();
      boolean late =
          seconds.isPresent()
              && System.nanoTime() - start > Duration.ofSeconds(seconds.getAsInt()).toNanos();
      if (now.idle() || late) {
        terminal.clearProgress();
        board.showAll();
        return Optional.of(now).filter(Status::idle);
      }
      tell(now);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Tells how far the stack is, for as long as the process lives. */
  void forEver() {
    boolean wasIdle = true;
    while (true) {
      Status now = status.get();
      if (!now.idle()) {
        tell(now);
      } else if (!wasIdle) {
        board.showFinished();
        terminal.show("Idle. " + line(now));
      }
      board.showQuiet();
      wasIdle = now.idle();
      LockSupport.parkNanos(LOOK_NANOS * 5);
    }
  }

  private void tell(Status now) {
    board.showQuiet();
    String line = line(now);
    long pause = terminal.style().isTerminal() ? TERMINAL_NANOS : LINE_NANOS;
    if (!line.equals(shown) && System.nanoTime() - shownAt >= pause) {
      terminal.progress(line);
      shown = line;
      shownAt = System.nanoTime();
    }
  }

  /** Says in one line how far a stack is. */
  static String line(Status status) {
    return "%d events (%d matched); queue: %d waiting, %d in work, %d delayed; documents: %d written, %d unchanged%s"
        .formatted(
            status.events().received(),
            status.events().matched(),
            status.queue().visible(),
            status.queue().inFlight(),
            status.queue().delayed(),
            status.documentsWritten(),
            status.documentsUnchanged(),
            status.dead() > 0 ? "; " + status.dead() + " dead letters" : "");
  }
}
