package io.contacttree.local.template;

import java.util.List;
import java.util.Objects;

/**
 * A pipe from the table's stream onto an event bus.
 *
 * @param filters event patterns; a record passes that matches one of them
 * @param source the source of the events
 * @param detailType their detail type, or the path in a record where it stands
 * @param inputTemplate their detail, with paths in a record between angle brackets
 */
public record PipeDefinition(
    List<String> filters, String source, String detailType, String inputTemplate) {
  /** Copies the list. */
  public PipeDefinition {
    filters = List.copyOf(filters);
    Objects.requireNonNull(source);
    Objects.requireNonNull(detailType);
    Objects.requireNonNull(inputTemplate);
  }
}
