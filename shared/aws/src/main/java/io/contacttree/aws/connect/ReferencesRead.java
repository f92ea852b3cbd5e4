package io.contacttree.aws.connect;

import io.contacttree.aws.connect.ConnectCall.Result;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceValues;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ListContactReferencesRequest;
import software.amazon.awssdk.services.connect.model.ListContactReferencesResponse;

/**
 * One read of one contact's references: all of its calls succeed, or it is a failed read.
 *
 * <p>The page token is documented as always null; it is followed all the same.
 */
final class ReferencesRead {
  /** The most pages of one call; Amazon Connect documents a single one. */
  static final int MOST_PAGES = 100;

  private final ConnectClient connect;
  private final InstantSource clock;
  private final ReferenceValues values;
  private final Deadline deadline;

  private final List<Reference> found = new ArrayList<>();
  private Optional<Instant> startedAt = Optional.empty();

  ReferencesRead(
      ConnectClient connect, InstantSource clock, ReferenceValues values, Deadline deadline) {
    this.connect = connect;
    this.clock = clock;
    this.values = values;
    this.deadline = deadline;
  }

  /**
   * Returns what the calls brought, or empty where the deadline came first.
   *
   * <p>A call after the first that Amazon Connect refuses as invalid asks for types that do not
   * exist where this instance runs: the contact has none of them.
   *
   * @param calls the types of each call, at most six
   */
  Optional<KnownReferences> read(InstanceId instance, ContactId contact, List<List<String>> calls) {
    Set<String> types = new HashSet<>();
    Set<String> refused = new HashSet<>();
    for (List<String> call : calls) {
      Set<String> tokens = new HashSet<>();
      Optional<String> token = Optional.empty();
      do {
        Result<ReferencesAnswer> result = page(instance, contact, call, token);
        switch (result) {
          case Result.OutOfTime(Optional<FailureReason> failure) -> {
            return failure.flatMap(this::failed);
          }
          case Result.Failed(FailureReason reason) -> {
            if (reason != FailureReason.INVALID || types.isEmpty() || token.isPresent()) {
              return failed(reason);
            }
            refused.addAll(call);
          }
          case Result.Answered(ReferencesAnswer answer) -> {
            answer.references().stream().map(values::keep).forEach(found::add);
            token = answer.nextToken().filter(tokens::add);
          }
        }
        if (tokens.size() >= MOST_PAGES) {
          return failed(FailureReason.UNAVAILABLE);
        }
      } while (token.isPresent());
      if (!refused.containsAll(call)) {
        types.addAll(call);
      }
    }
    return Optional.of(
        KnownReferences.read(startedAt.orElseGet(clock::instant), types, refused, found));
  }

  private Result<ReferencesAnswer> page(
      InstanceId instance, ContactId contact, List<String> types, Optional<String> token) {
    ConnectCall call = new ConnectCall(deadline, clock);
    Result<ListContactReferencesResponse> made =
        call.make(
            settings ->
                connect.listContactReferences(
                    ListContactReferencesRequest.builder()
                        .instanceId(instance.value())
                        .contactId(contact.value())
                        .referenceTypesWithStrings(types)
                        .nextToken(token.orElse(null))
                        .overrideConfiguration(settings.build())
                        .build()));
    startedAt = startedAt.or(() -> Optional.of(call.readAt()));
    return call.read(made, ReferencesAnswer::parse);
  }

  private Optional<KnownReferences> failed(FailureReason reason) {
    return Optional.of(KnownReferences.failed(startedAt.orElseGet(clock::instant), reason));
  }
}
