package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.http.Json;
import io.contacttree.verification.stack.StackProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The fewest write units that can store a workload.
 *
 * @param members the final bytes of each member, written once
 * @param heads one for each revision; a revision for each burst of ends
 * @param aliases one for each member that is no root
 * @param moves two for each entry of the trees' index whose key moves
 * @param entries one for each contact's entry by agent, and one by queue
 * @param attributes one for writing these to a contact's alias
 */
record LeastUnits(
    long members, long heads, long aliases, long moves, long entries, long attributes) {
  private static final int UNIT = 1_024;

  static LeastUnits of(BenchRun run, StackProcess stack, Duration window)
      throws IOException, InterruptedException {
    long members = 0;
    long revisions = 0;
    for (BenchTree tree : run.trees()) {
      for (JsonNode contact : tree.document(stack).path("contacts")) {
        int bytes = Json.write(contact).getBytes(StandardCharsets.UTF_8).length;
        members += Math.ceilDiv(bytes, UNIT);
      }
      revisions += LowerBound.bursts(tree.contacts(), window);
    }
    int aliases = run.contacts() - run.trees().size();
    return new LeastUnits(members, revisions, aliases, 2 * revisions, 2L * run.contacts(), aliases);
  }

  double sum() {
    return (double) members + heads + aliases + moves + entries + attributes;
  }
}
