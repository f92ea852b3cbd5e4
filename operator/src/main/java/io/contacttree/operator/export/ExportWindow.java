package io.contacttree.operator.export;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * From when until when changes are exported.
 *
 * @param from included
 * @param to not included
 */
public record ExportWindow(Instant from, Instant to) {

  /**
   * Cuts both to milliseconds; throws {@link IllegalArgumentException} where nothing is between.
   */
  public ExportWindow {
    from = from.truncatedTo(ChronoUnit.MILLIS);
    to = to.truncatedTo(ChronoUnit.MILLIS);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("--from must be before --to: " + from + ", " + to);
    }
  }
}
