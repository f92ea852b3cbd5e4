package io.contacttree.aws.connect;

import io.contacttree.aws.clients.ConnectClients;
import io.contacttree.aws.connect.ConnectCall.Result;
import io.contacttree.domain.connect.AssociatedContacts.Answer;
import io.contacttree.domain.connect.AssociatedContacts.Cursor;
import io.contacttree.domain.connect.AssociatedContacts.Query;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.tree.ListRead;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ListAssociatedContactsRequest;
import software.amazon.awssdk.services.connect.model.ListAssociatedContactsResponse;

/**
 * The pages of one list, read one after another; the SDK has no paginator for this operation.
 *
 * <p>They end with a token that is absent, empty, or was given before.
 */
final class AssociatedContactsPages {
  /** The most contacts that Amazon Connect puts on a page. */
  static final int CONTACTS_ON_A_PAGE = 100;

  /** The most pages that one answer reads: a hundred thousand contacts. */
  static final int MOST_PAGES = 1_000;

  private final ConnectClient connect;
  private final InstantSource clock;
  private final Query query;

  private final Map<ContactId, Facts> found = new TreeMap<>();
  private final Set<String> tokens = new HashSet<>();
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<String> token = Optional.empty();
  private int pages;
  private boolean resuming;

  AssociatedContactsPages(ConnectClient connect, InstantSource clock, Query query) {
    this.connect = connect;
    this.clock = clock;
    this.query = query;
  }

  /** Reads from where an earlier list stopped, or from the first page if its token is refused. */
  Answer readOn(Cursor cursor) {
    startedAt = Optional.of(cursor.startedAt());
    token = Optional.of(cursor.pageToken());
    tokens.add(cursor.pageToken());
    resuming = true;
    return read();
  }

  /** Reads to the end. */
  Answer read() {
    while (pages < MOST_PAGES) {
      ConnectCall call = new ConnectCall(query.deadline(), clock);
      Result<ListAssociatedContactsResponse> made = page(call);
      Instant readAt = startedAt.orElseGet(call::readAt);
      Result<AssociatedContactsAnswer> result =
          call.read(made, body -> AssociatedContactsAnswer.parse(body, readAt));
      switch (result) {
        case Result.OutOfTime(Optional<FailureReason> failure) -> {
          // A continuation would go on for ever where every attempt fails.
          return failure
              .filter(_ -> pages == 0)
              .<Answer>map(reason -> new Answer.Failed(readAt, reason))
              .orElseGet(() -> unfinished(readAt));
        }
        case Result.Failed(FailureReason reason) -> {
          if (!startsOver(reason)) {
            return failed(readAt, reason);
          }
        }
        case Result.Answered(AssociatedContactsAnswer page) -> {
          resuming = false;
          startedAt = Optional.of(readAt);
          page.contacts().forEach((id, facts) -> found.merge(id, facts, Facts::merge));
          pages++;
          token = page.nextToken();
          if (token.isEmpty()) {
            return listed(readAt, ListRead.Ending.COMPLETE);
          }
          if (!tokens.add(token.get())) {
            return listed(readAt, ListRead.Ending.TOKEN_LOOP);
          }
        }
      }
    }
    return listed(startedAt.orElseThrow(), ListRead.Ending.TRUNCATED);
  }

  private Result<ListAssociatedContactsResponse> page(ConnectCall call) {
    return call.make(
        settings ->
            connect.listAssociatedContacts(
                ListAssociatedContactsRequest.builder()
                    .instanceId(query.instance().value())
                    .contactId(query.contact().value())
                    .maxResults(CONTACTS_ON_A_PAGE)
                    .nextToken(token.orElse(null))
                    .overrideConfiguration(patient(settings).build())
                    .build()));
  }

  private AwsRequestOverrideConfiguration.Builder patient(
      AwsRequestOverrideConfiguration.Builder settings) {
    return switch (query.patience()) {
      case ONE_ATTEMPT -> settings.addPlugin(ConnectClients.ONE_ATTEMPT);
      case SEVERAL_ATTEMPTS -> settings;
    };
  }

  /** A token lives for a day; what came before it then has to be read again, as of now. */
  private boolean startsOver(FailureReason reason) {
    boolean tokenIsDead = reason == FailureReason.INVALID || reason == FailureReason.NOT_FOUND;
    if (!resuming || !tokenIsDead) {
      return false;
    }
    resuming = false;
    startedAt = Optional.empty();
    token = Optional.empty();
    tokens.clear();
    return true;
  }

  private Answer failed(Instant readAt, FailureReason reason) {
    if (reason != FailureReason.NOT_FOUND) {
      return new Answer.Failed(readAt, reason);
    }
    // Gone between two of its own pages is a contradiction: the next read decides.
    return pages == 0
        ? new Answer.NotFound(readAt)
        : new Answer.Failed(readAt, FailureReason.UNAVAILABLE);
  }

  private Answer listed(Instant readAt, ListRead.Ending ending) {
    return new Answer.Listed(readAt, ending, found);
  }

  private Answer unfinished(Instant readAt) {
    return new Answer.Unfinished(
        readAt, found, token.map(next -> new Cursor(query.contact(), readAt, next)));
  }
}
