package io.contacttree.functions.builder;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.Deadline;
import java.util.List;
import java.util.Map;

/** Builds what messages claim; {@link io.contacttree.domain.flow.BuildContactTrees} as a port. */
interface ClaimProcessor {
  Map<String, Outcome> build(List<ClaimMessage> messages, Deadline deadline);
}
