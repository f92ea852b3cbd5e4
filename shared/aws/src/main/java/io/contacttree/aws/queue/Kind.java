package io.contacttree.aws.queue;

import io.contacttree.domain.claim.Claim;

/** The kinds of claims by the names they have in messages. */
enum Kind {
  ENDED,
  OBSERVE,
  REBUILD;

  static Kind of(Claim claim) {
    return switch (claim) {
      case Claim.Ended ended -> ENDED;
      case Claim.Observe observe -> OBSERVE;
      case Claim.Rebuild rebuild -> REBUILD;
    };
  }
}
