package io.contacttree.operator.export;

import java.time.Instant;
import java.util.Optional;

/** The exports of a table that DynamoDB itself makes. */
public interface TableExports {
  /** How an export is doing. */
  sealed interface Progress {}

  /** It goes on. */
  record Running() implements Progress {}

  /**
   * It is done.
   *
   * @param time of a full export the time as of which it is; of others the end of the window
   * @param items how many items or records it has
   */
  record Completed(Instant time, long items) implements Progress {}

  /**
   * It ended without being done.
   *
   * @param reason what DynamoDB says
   */
  record Failed(String reason) implements Progress {}

  /**
   * Starts an export, of the whole table or of what changed in a window.
   *
   * @return its ARN
   * @throws UnreachableException when it is refused, or nobody answers
   */
  String start(Optional<ExportWindow> window);

  /**
   * Returns how an export is doing.
   *
   * @throws UnreachableException when nobody answers
   */
  Progress progress(String arn);

  /**
   * Returns the address of the folder in which the folders of all exports are; ends with a slash.
   */
  String location();
}
