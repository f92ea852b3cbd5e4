package io.contacttree.aws.connect;

import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.aws.pacing.MonotonicTime;
import io.contacttree.aws.pacing.Pacer;
import io.contacttree.aws.pacing.PacingInterceptor;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.aws.pacing.TokenPacer;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The pacers of one worker: the quotas of the two APIs are apart, so their pacers are too. */
record ConnectPacing(Pacer associatedContacts, Pacer contactReferences) {

  static ConnectPacing of(ConnectShares shares, MonotonicTime time, InstantSource clock) {
    return new ConnectPacing(
        pacer(shares.associatedContacts(), time, clock),
        pacer(shares.contactReferences(), time, clock));
  }

  PacingInterceptor interceptor(InstantSource clock, AttemptListener listener) {
    return new PacingInterceptor(
        Map.of(
            "ListAssociatedContacts", associatedContacts,
            "ListContactReferences", contactReferences),
        clock,
        listener);
  }

  void restarted() {
    associatedContacts.restart();
    contactReferences.restart();
  }

  private static Pacer pacer(Optional<RateShare> share, MonotonicTime time, InstantSource clock) {
    return share.<Pacer>map(limit -> new TokenPacer(limit, time, clock)).orElse(Pacer.UNPACED);
  }
}
