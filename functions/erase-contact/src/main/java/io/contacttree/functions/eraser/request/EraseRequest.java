package io.contacttree.functions.eraser.request;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.erase.EraseScope;
import io.contacttree.lambda.http.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a request asks for. */
public sealed interface EraseRequest {

  /** Returns the instance that the answer would tell of; empty where it would tell of none. */
  default Optional<InstanceId> about() {
    return switch (this) {
      case Erase erase -> Optional.of(erase.instance());
      case OtherIntegration _, NotFound _, MethodNotAllowed _, Invalid _ -> Optional.empty();
    };
  }

  /**
   * To erase.
   *
   * @param instance the Amazon Connect instance
   * @param contact any contact, known or not
   * @param scope how much
   * @param dryRun whether it is only asked what would be erased
   */
  record Erase(InstanceId instance, ContactId contact, EraseScope scope, boolean dryRun)
      implements EraseRequest {
    public Erase {
      Objects.requireNonNull(instance);
      Objects.requireNonNull(contact);
      Objects.requireNonNull(scope);
    }
  }

  /** No request as this function expects it: the function is called by something else. */
  record OtherIntegration() implements EraseRequest {}

  /** Something this function does not have. */
  record NotFound() implements EraseRequest {}

  /** Something by another method than DELETE. */
  record MethodNotAllowed() implements EraseRequest {}

  /**
   * A request with fields that cannot be right.
   *
   * @param errors the fields and what they must be, at least one
   */
  record Invalid(List<Problem.FieldError> errors) implements EraseRequest {
    public Invalid {
      errors = List.copyOf(errors);
    }
  }
}
