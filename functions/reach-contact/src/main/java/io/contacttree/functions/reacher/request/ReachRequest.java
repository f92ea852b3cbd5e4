package io.contacttree.functions.reacher.request;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.lambda.http.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a request asks for. */
public sealed interface ReachRequest {

  /** Returns the instance that the answer would tell of; empty where it would tell of none. */
  default Optional<InstanceId> about() {
    return switch (this) {
      case FileLink link -> Optional.of(link.instance());
      case Refresh refresh -> Optional.of(refresh.instance());
      case OtherIntegration _, NotFound _, MethodNotAllowed _, Invalid _ -> Optional.empty();
    };
  }

  /** Returns the contact that the request is about, where it is a valid one. */
  default Optional<ContactId> contactAsked() {
    return switch (this) {
      case FileLink link -> Optional.of(link.contact());
      case Refresh refresh -> Optional.of(refresh.contact());
      case OtherIntegration _, NotFound _, MethodNotAllowed _, Invalid _ -> Optional.empty();
    };
  }

  /**
   * A link to a file.
   *
   * @param instance the Amazon Connect instance
   * @param contact whose file it is
   * @param spellings the file's id, decoded and, where that is another text, as it stands in the
   *     path; it is not known which of the two API Gateway hands over
   */
  record FileLink(InstanceId instance, ContactId contact, List<String> spellings)
      implements ReachRequest {
    public FileLink {
      Objects.requireNonNull(instance);
      Objects.requireNonNull(contact);
      spellings = List.copyOf(spellings);
    }
  }

  /**
   * A new look at a contact.
   *
   * @param instance the Amazon Connect instance
   * @param contact any contact, known or not
   */
  record Refresh(InstanceId instance, ContactId contact) implements ReachRequest {
    public Refresh {
      Objects.requireNonNull(instance);
      Objects.requireNonNull(contact);
    }
  }

  /** No request as this function expects it: the function is called by something else. */
  record OtherIntegration() implements ReachRequest {}

  /** Something this function does not have. */
  record NotFound() implements ReachRequest {}

  /**
   * Something by another method than it has.
   *
   * @param allowed the one that it has
   */
  record MethodNotAllowed(String allowed) implements ReachRequest {
    public MethodNotAllowed {
      Objects.requireNonNull(allowed);
    }
  }

  /**
   * A request with fields that cannot be right.
   *
   * @param errors the fields and what they must be, at least one
   */
  record Invalid(List<Problem.FieldError> errors) implements ReachRequest {
    public Invalid {
      errors = List.copyOf(errors);
    }
  }
}
