package io.contacttree.functions.server.request;

import io.contacttree.domain.find.TreeQuery;
import io.contacttree.domain.store.Place;
import io.contacttree.domain.store.TreeIndex.HandledBy;
import io.contacttree.lambda.http.Problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds out which page of which list is asked for: what is given, left out, or in a cursor. */
public final class PageRequests {
  private static final int USUAL_LIMIT = 25;
  private static final Duration USUAL_WINDOW = Duration.ofHours(24);
  private static final Duration LONGEST_WINDOW = Duration.ofDays(92);
  private static final Duration CURSOR_LIVES = Duration.ofHours(24);

  private final CursorSeal seal;
  private final InstantSource clock;

  /**
   * Creates it.
   *
   * @param clock tells which window is meant where none is given, and how old a cursor is
   */
  public PageRequests(CursorSeal seal, InstantSource clock) {
    this.seal = Objects.requireNonNull(seal);
    this.clock = Objects.requireNonNull(clock);
  }

  /** What a request comes to. */
  public sealed interface PageRequest {
    /**
     * A page.
     *
     * @param query the list
     * @param after where the page before ended
     * @param limit how many entries at most
     */
    record Valid(TreeQuery query, Optional<Place> after, int limit) implements PageRequest {
      public Valid {
        Objects.requireNonNull(query);
        Objects.requireNonNull(after);
      }
    }

    /** A window that cannot be. */
    record Invalid(List<FieldError> errors) implements PageRequest {
      public Invalid {
        errors = List.copyOf(errors);
      }
    }

    /** A cursor that is none of ours, too old, or of another list. */
    record BadCursor() implements PageRequest {}
  }

  /** Returns which page a request asks for. */
  public PageRequest of(ListRequest.Page request) {
    return request.cursor().isPresent()
        ? seal.open(request.instance(), request.cursor().get())
            .filter(cursor -> !isTooOld(cursor) && isOfSameList(request, cursor.query()))
            .<PageRequest>map(
                cursor ->
                    new PageRequest.Valid(
                        cursor.query(),
                        Optional.of(cursor.after()),
                        request.limit().orElse(cursor.limit())))
            .orElseGet(PageRequest.BadCursor::new)
        : first(request);
  }

  /** Returns the cursor to the page after the one that ended there. */
  public String cursor(PageRequest.Valid page, Place end) {
    return seal.seal(new Cursor(page.query(), page.limit(), end, clock.instant()));
  }

  private PageRequest first(ListRequest.Page request) {
    Instant to = request.to().orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Instant from = request.from().orElseGet(() -> to.minus(USUAL_WINDOW));
    if (!from.isBefore(to)) {
      return invalid("must be before to, which is now where it is not given");
    }
    if (Duration.between(from, to).compareTo(LONGEST_WINDOW) > 0) {
      return invalid("must be at most 92 days before to, which is now where it is not given");
    }
    ListRequest.Filter filter = request.filter();
    return new PageRequest.Valid(
        new TreeQuery(
            request.instance(),
            from,
            to,
            CursorSeal.handledBy(filter.agent(), filter.queue()),
            filter.channel(),
            filter.state()),
        Optional.empty(),
        request.limit().orElse(USUAL_LIMIT));
  }

  private static PageRequest invalid(String reason) {
    return new PageRequest.Invalid(List.of(new FieldError(ListRequestParser.FROM, reason)));
  }

  private boolean isTooOld(Cursor cursor) {
    return cursor.madeAt().plus(CURSOR_LIVES).isBefore(clock.instant());
  }

  private static boolean isOfSameList(ListRequest.Page request, TreeQuery query) {
    ListRequest.Filter filter = request.filter();
    return isSame(request.from(), Optional.of(query.from()))
        && isSame(request.to(), Optional.of(query.to()))
        && isSame(filter.agent(), query.handledBy().flatMap(HandledBy::agent))
        && isSame(filter.queue(), query.handledBy().flatMap(HandledBy::queue))
        && isSame(filter.channel(), query.channel())
        && isSame(filter.state(), query.state());
  }

  /** What is left out is as it was. */
  private static <T> boolean isSame(Optional<T> given, Optional<T> before) {
    return given.isEmpty() || given.equals(before);
  }
}
