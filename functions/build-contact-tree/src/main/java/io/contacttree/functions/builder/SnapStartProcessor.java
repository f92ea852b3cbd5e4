package io.contacttree.functions.builder;

import io.contacttree.aws.connect.AmazonConnect;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.flow.BuildContactTrees;
import java.util.List;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * The use case with the quota that it shares out: where a snapshot of the process begins to run
 * again (SnapStart), tokens saved up before it are forgotten.
 *
 * @param trees the use case
 * @param connect what it asks
 */
record SnapStartProcessor(BuildContactTrees trees, AmazonConnect connect)
    implements ClaimProcessor, Resource {

  /** Returns it, to be called at every restore for as long as somebody keeps it. */
  static SnapStartProcessor of(BuildContactTrees trees, AmazonConnect connect) {
    SnapStartProcessor building = new SnapStartProcessor(trees, connect);
    Core.getGlobalContext().register(building);
    return building;
  }

  @Override
  public Map<String, Outcome> build(List<ClaimMessage> messages, Deadline deadline) {
    return trees.build(messages, deadline);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {}

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    connect.restarted();
  }
}
