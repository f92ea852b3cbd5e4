package io.contacttree.verification.simulator;

/**
 * The operations of Amazon Connect that building calls, with their quotas.
 *
 * <p>Source: Amazon Connect service quotas, API throttling.
 */
enum Api {
  LIST_ASSOCIATED_CONTACTS(2, 5),
  LIST_CONTACT_REFERENCES(10, 15);

  private final double rate;
  private final long burst;

  Api(double rate, long burst) {
    this.rate = rate;
    this.burst = burst;
  }

  /** Returns the requests per second of a whole account. */
  double rate() {
    return rate;
  }

  /** Returns the requests at once. */
  long burst() {
    return burst;
  }
}
