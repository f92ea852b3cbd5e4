package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.verification.stack.StackProcess;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long after the first event of a contact its references stood in the document, in
 * milliseconds.
 *
 * @param millis one value for each contact, sorted
 */
record Latency(List<Long> millis) {

  /** Reads every document and compares it with when the events were sent. */
  static Latency of(BenchRun run, StackProcess stack) throws IOException, InterruptedException {
    List<Long> millis = new ArrayList<>();
    for (BenchTree tree : run.trees()) {
      for (JsonNode contact : tree.document(stack).path("contacts")) {
        Long sent = run.sent().get(contact.path("contact_id").asText());
        // References are read after the list and just before the write, so this is all but the
        // write itself.
        if (sent != null && contact.has("references_at")) {
          millis.add(Instant.parse(contact.path("references_at").asText()).toEpochMilli() - sent);
        }
      }
    }
    Collections.sort(millis);
    return new Latency(List.copyOf(millis));
  }

  long percentile(int percent) {
    return millis.get(Math.min(millis.size() - 1, millis.size() * percent / 100));
  }
}
