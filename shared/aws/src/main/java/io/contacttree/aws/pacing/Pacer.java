package io.contacttree.aws.pacing;

import io.contacttree.domain.connect.Deadline;

/** Gives out the tokens of one API, one for each HTTP attempt, in the order they are asked for. */
public interface Pacer {
  /** Gives a token to everyone at once, for an API without a quota. */
  Pacer UNPACED =
      new Pacer() {
        @Override
        public Token take(Deadline deadline) {
          return new Token(0);
        }

        @Override
        public void finished(Token token) {}

        @Override
        public void throttled(Token token) {}

        @Override
        public void restart() {}
      };

  /**
   * Waits for a token and takes it.
   *
   * @param deadline no token is waited for that would come later; no wait is longer than four
   *     minutes
   * @throws OutOfTimeException where there is none before the deadline; at once where that is
   *     certain
   */
  Token take(Deadline deadline) throws InterruptedException;

  /**
   * Takes note that the attempt is over, by its answer or without any; once for every token.
   *
   * <p>Until then the attempt may not have arrived yet.
   */
  void finished(Token token);

  /** Slows down, because the attempt that this token was taken for was answered by "too many". */
  void throttled(Token token);

  /** Forgets the tokens saved up; to be called where a snapshot of the process begins to run. */
  void restart();

  /**
   * The right to one attempt.
   *
   * @param number counts the slow-downs that the pacer had made when it was taken
   */
  record Token(long number) {}
}
