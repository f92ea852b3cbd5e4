package io.contacttree.functions.server.request;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.lambda.http.IfNoneMatch;
import io.contacttree.lambda.http.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a request asks for. */
public sealed interface TreeRequest {

  /** Returns the instance that the answer would tell of; empty where it would tell of none. */
  default Optional<InstanceId> about() {
    return this instanceof Tree tree ? Optional.of(tree.instance()) : Optional.empty();
  }

  /**
   * The tree of a contact.
   *
   * @param instance the Amazon Connect instance
   * @param contact any member's id
   * @param known the versions the caller has already
   * @param gzip whether the caller can read a compressed answer
   * @param look how the answer shall look
   */
  record Tree(
      InstanceId instance, ContactId contact, IfNoneMatch known, boolean gzip, TreeLook look)
      implements TreeRequest {
    public Tree {
      Objects.requireNonNull(instance);
      Objects.requireNonNull(contact);
      Objects.requireNonNull(known);
      Objects.requireNonNull(look);
    }
  }

  /**
   * The contract of the API.
   *
   * @param address the address that was asked, without the contract's own path
   */
  record Contract(String address) implements TreeRequest {
    public Contract {
      Objects.requireNonNull(address);
    }
  }

  /** A tree, in forms of which there is none. */
  record NotAcceptable() implements TreeRequest {}

  /** No request as this function expects it: the function is called by something else. */
  record OtherIntegration() implements TreeRequest {}

  /** Something this function does not have. */
  record NotFound() implements TreeRequest {}

  /** Something that can only be read, by another method than GET. */
  record MethodNotAllowed() implements TreeRequest {}

  /**
   * By fields that cannot be right.
   *
   * @param errors the fields and what they must be, at least one
   */
  record Invalid(List<Problem.FieldError> errors) implements TreeRequest {
    public Invalid {
      errors = List.copyOf(errors);
    }
  }
}
