package io.contacttree.verification.simulator;

import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.tree.ListRead;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Lists associated contacts page by page, as the real adapter does. */
final class SimulatedAssociatedContacts implements AssociatedContacts {
  private final Worker worker;
  private final SimulatedConnect connect;
  private final PacedRequests requests;
  private final Calls calls;
  private final UnaryOperator<String> values;

  SimulatedAssociatedContacts(
      Worker worker,
      SimulatedConnect connect,
      PacedRequests requests,
      Calls calls,
      UnaryOperator<String> values) {
    this.worker = worker;
    this.connect = connect;
    this.requests = requests;
    this.calls = calls;
    this.values = values;
  }

  @Override
  public Answer list(Query query) {
    InstanceId instance = query.instance();
    ContactId contact = query.contact();
    Optional<Cursor> resume = query.resume();
    worker.step("list " + contact + " from " + resume.map(Cursor::pageToken).orElse("the start"));
    Map<ContactId, Facts> found = new TreeMap<>();
    Set<String> tokens = new HashSet<>();
    Optional<String> token = resume.map(Cursor::pageToken);
    token.ifPresent(tokens::add);
    calls.listed(instance, contact, worker.isSettling(), worker.onlySettles());
    Optional<Instant> startedAt = resume.map(Cursor::startedAt);
    boolean read = false;
    boolean resuming = resume.isPresent();
    while (true) {
      Optional<String> page = token;
      PacedRequests.Result<ListPage> result =
          requests.make(
              "list " + contact,
              query.deadline(),
              mostTries(query.patience()),
              () -> connect.list(instance, contact, page, mostTries(query.patience())));
      Instant readAt = startedAt.orElseGet(result::readAt);
      switch (result) {
        case PacedRequests.Result.OutOfTime<ListPage>(
                Instant _,
                Optional<FailureReason> failure) -> {
          return failure.isPresent() && !read
              ? new Answer.Failed(readAt, failure.get())
              : new Answer.Unfinished(
                  readAt, found, token.map(next -> new Cursor(contact, readAt, next)));
        }
        case PacedRequests.Result.Failed<ListPage>(Instant _, FailureReason reason) -> {
          if (!resuming || reason != FailureReason.NOT_FOUND) {
            return failed(readAt, reason, read);
          }
          // The place where it stopped is no longer known: from the start, as of now.
          resuming = false;
          startedAt = Optional.empty();
          token = Optional.empty();
          tokens.clear();
        }
        case PacedRequests.Result.Answered<ListPage>(Instant _, ListPage answer) -> {
          startedAt = Optional.of(readAt);
          resuming = false;
          read = true;
          answer.contacts().forEach(entry -> found.put(entry.contact(), facts(entry, readAt)));
          token = answer.nextToken();
          if (token.isEmpty()) {
            return new Answer.Listed(readAt, ListRead.Ending.COMPLETE, found);
          }
          if (!tokens.add(token.get())) {
            return new Answer.Listed(readAt, ListRead.Ending.TOKEN_LOOP, found);
          }
        }
      }
    }
  }

  private static int mostTries(Patience patience) {
    return switch (patience) {
      case ONE_ATTEMPT -> 1;
      case SEVERAL_ATTEMPTS -> PacedRequests.MOST_TRIES;
    };
  }

  private static Answer failed(Instant readAt, FailureReason reason, boolean onTheWay) {
    if (reason != FailureReason.NOT_FOUND) {
      return new Answer.Failed(readAt, reason);
    }
    return onTheWay
        ? new Answer.Failed(readAt, FailureReason.UNAVAILABLE)
        : new Answer.NotFound(readAt);
  }

  private Facts facts(ListPage.Entry entry, Instant readAt) {
    Facts.Builder facts = Facts.observedAt(Stamp.of(readAt));
    for (Map.Entry<Fact, String> fact : entry.facts().entrySet()) {
      facts.with(fact.getKey(), Optional.of(values.apply(fact.getValue())));
    }
    return facts.build();
  }
}
