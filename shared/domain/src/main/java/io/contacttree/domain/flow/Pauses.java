package io.contacttree.domain.flow;

import java.time.Duration;

/** Lets time pass between tries, at random so that two who met do not meet again; a port. */
public interface Pauses {
  /** Returns a number from 0 to below 1, another one each time. */
  double random();

  /** Returns once so much time has passed, or at once where the thread is interrupted. */
  void await(Duration duration);
}
