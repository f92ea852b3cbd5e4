package io.contacttree.domain.reach;

import io.contacttree.domain.connect.AttachedFiles;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.connect.SharedPace;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.find.FindContactTree;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceValues;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.TreeContact;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks Amazon Connect for a short-lived link to a file of a contact that a stored tree holds.
 *
 * <p>One attempt a request, at the pace of the whole deployment. Nothing of the answer is kept.
 */
public final class LinkToFile {
  /** For so long a request waits for its turn. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** For so long an answer of Amazon Connect is waited for. */
  static final Duration LONGEST_ANSWER = Duration.ofSeconds(8);

  private final FindContactTree trees;
  private final AttachedFiles files;
  private final SharedPace pace;
  private final ReferenceValues values;
  private final InstantSource clock;

  /**
   * Asks for links.
   *
   * @param values the privacy setting: files of types whose values are not kept are not shown
   */
  public LinkToFile(
      FindContactTree trees,
      AttachedFiles files,
      SharedPace pace,
      ReferenceValues values,
      InstantSource clock) {
    this.trees = Objects.requireNonNull(trees);
    this.files = Objects.requireNonNull(files);
    this.pace = Objects.requireNonNull(pace);
    this.values = Objects.requireNonNull(values);
    this.clock = Objects.requireNonNull(clock);
  }

  /**
   * Returns a link to a file, or why there is none.
   *
   * <p>Throws {@link io.contacttree.domain.store.UpstreamFailure} where the store does not answer.
   *
   * @param spellings the file's id in the ways in which the request may mean it, the first that is
   *     a file of the contact counts
   * @param home where the contact's ARN is made up from where no source told it
   */
  public Answer link(
      InstanceId instance, ContactId contact, List<String> spellings, ArnBeginning home) {
    return switch (trees.find(instance, contact)) {
      case FindContactTree.Answer.NotFound _ -> new Answer.UnknownContact();
      case FindContactTree.Answer.Erased _ -> new Answer.Erased();
      case FindContactTree.Answer.Found(ContactTree tree) ->
          tree.contacts().stream()
              .filter(member -> member.id().equals(contact))
              .findFirst()
              .flatMap(
                  member -> fileOf(member, spellings).map(file -> ask(member, file, tree, home)))
              .orElseGet(Answer.UnknownFile::new);
    };
  }

  private Answer ask(TreeContact member, String fileId, ContactTree tree, ArnBeginning home) {
    return switch (pace.take(LONGEST_WAIT)) {
      case SharedPace.Turn.TooLate(Duration retryAfter) -> new Answer.TooManyRequests(retryAfter);
      case SharedPace.Turn.Taken _ -> {
        String arn =
            member
                .facts()
                .value(Fact.CONTACT_ARN)
                .orElseGet(() -> home.ofContact(tree, member.id()));
        Deadline deadline = new Deadline(clock.instant().plus(LONGEST_ANSWER));
        yield switch (files.link(tree.instance(), arn, fileId, deadline)) {
          case AttachedFiles.Answer.Link link -> new Answer.Linked(link);
          case AttachedFiles.Answer.NotApproved(String status) -> new Answer.NotAvailable(status);
          case AttachedFiles.Answer.Failed(FailureReason reason) -> failed(reason);
        };
      }
    };
  }

  private Answer failed(FailureReason reason) {
    return switch (reason) {
      case NOT_FOUND -> new Answer.UnknownFile();
      case REFUSED, INVALID -> new Answer.NotServed();
      case UNAVAILABLE -> new Answer.Unavailable();
      case THROTTLED -> {
        pace.slowDown();
        yield new Answer.Unavailable();
      }
    };
  }

  private Optional<String> fileOf(TreeContact member, List<String> spellings) {
    List<String> files =
        member.references().list().orElse(List.of()).stream()
            .filter(reference -> reference.valueState().isEmpty() && values.keeps(reference.type()))
            .map(Reference::fileId)
            .flatMap(Optional::stream)
            .toList();
    return spellings.stream().filter(files::contains).findFirst();
  }

  /** What a request for a link comes to. */
  public sealed interface Answer {
    /** A link. */
    record Linked(AttachedFiles.Answer.Link link) implements Answer {
      public Linked {
        Objects.requireNonNull(link);
      }
    }

    /** The store has never heard of the contact. */
    record UnknownContact() implements Answer {}

    /** There is no such file of this contact. */
    record UnknownFile() implements Answer {}

    /** The contact was erased on request. */
    record Erased() implements Answer {}

    /** Amazon Connect does not let the file out in its state. */
    record NotAvailable(String status) implements Answer {
      public NotAvailable {
        Objects.requireNonNull(status);
      }
    }

    /** Amazon Connect refuses the file for good. */
    record NotServed() implements Answer {}

    /**
     * The quota is used up for longer than a request waits.
     *
     * @param retryAfter in which time it is not
     */
    record TooManyRequests(Duration retryAfter) implements Answer {
      public TooManyRequests {
        Objects.requireNonNull(retryAfter);
      }
    }

    /** Amazon Connect does not answer just now. */
    record Unavailable() implements Answer {}
  }
}
