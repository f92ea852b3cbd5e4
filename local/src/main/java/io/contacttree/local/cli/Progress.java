package io.contacttree.local.cli;

import io.contacttree.local.apigateway.Status;
import java.util.ArrayList;
import java.util.List;

/** Says in one line how far a stack is. */
public final class Progress {

  private Progress() {}

  /**
   * Writes the line.
   *
   * @param status how the stack is doing
   * @return one line
   */
  public static String line(Status status) {
    List<String> parts = new ArrayList<>();
    parts.add(
        "%d events (%d matched)".formatted(status.events().received(), status.events().matched()));
    parts.add(
        "queue: %d waiting, %d in work, %d delayed"
            .formatted(
                status.queue().visible(), status.queue().inFlight(), status.queue().delayed()));
    parts.add(
        "documents: %d written, %d unchanged"
            .formatted(status.documentsWritten(), status.documentsUnchanged()));
    if (status.dead() > 0) {
      parts.add(status.dead() + " dead letters");
    }
    return String.join("; ", parts);
  }
}
