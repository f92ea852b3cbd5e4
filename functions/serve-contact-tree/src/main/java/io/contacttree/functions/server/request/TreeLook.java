package io.contacttree.functions.server.request;

import io.contacttree.lambda.http.Accept;
import io.contacttree.lambda.http.Problem.FieldError;
import io.contacttree.lambda.http.QueryParameters;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How the answer with a tree shall look.
 *
 * @param form its form
 * @param names whether agents and queues are named where their names are known
 * @param zone the zone of the times that people read
 */
public record TreeLook(TreeForm form, boolean names, ZoneId zone) {
  private static final String FORMAT = "format";
  private static final String NAMES = "names";
  private static final String ZONE = "tz";
  private static final Set<String> PARAMETERS = Set.of(FORMAT, NAMES, ZONE);

  public TreeLook {
    Objects.requireNonNull(form);
    Objects.requireNonNull(zone);
  }

  /** Returns what is wrong with the parameters. */
  static List<FieldError> errors(QueryParameters query) {
    // Most requests have none: they load no code that looks at them.
    return query.values().isEmpty() ? List.of() : errorsOf(query);
  }

  private static List<FieldError> errorsOf(QueryParameters query) {
    List<FieldError> errors = new ArrayList<>(query.errors(PARAMETERS));
    query
        .value(FORMAT)
        .filter(format -> TreeForm.named(format).isEmpty())
        .ifPresent(_ -> errors.add(new FieldError(FORMAT, "must be one of " + TreeForm.names())));
    query
        .value(NAMES)
        .filter(names -> !names.equals("true") && !names.equals("false"))
        .ifPresent(_ -> errors.add(new FieldError(NAMES, "must be true or false")));
    query
        .value(ZONE)
        .filter(name -> !isZone(name))
        .ifPresent(
            _ ->
                errors.add(
                    new FieldError(
                        ZONE, "must be the IANA name of a time zone, such as Europe/Berlin")));
    return errors;
  }

  /**
   * Returns what parameters without errors and the header Accept say, or empty where the caller
   * takes none of the forms. The parameter wins over the header.
   */
  static Optional<TreeLook> of(QueryParameters query, Accept accept) {
    if (query.values().isEmpty()) {
      Optional<TreeForm> wanted = TreeForm.wanted(accept);
      return wanted.isEmpty()
          ? Optional.empty()
          : Optional.of(new TreeLook(wanted.get(), wanted.get().isPicture(), ZoneOffset.UTC));
    }
    return query
        .value(FORMAT)
        .map(TreeForm::named)
        .orElseGet(() -> TreeForm.wanted(accept))
        .map(
            form ->
                new TreeLook(
                    form,
                    query.value(NAMES).map("true"::equals).orElse(form.isPicture()),
                    query.value(ZONE).map(ZoneId::of).orElse(ZoneOffset.UTC)));
  }

  /** Offsets such as +01:00, which {@link ZoneId} reads too, are no names. */
  private static boolean isZone(String name) {
    return ZoneId.getAvailableZoneIds().contains(name);
  }
}
