package io.contacttree.functions.server.request;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.tree.TreeState;
import io.contacttree.lambda.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a request for a list of trees asks for. */
public sealed interface ListRequest {

  /** Returns the instance whose trees are asked for, where the request is a valid one. */
  default Optional<InstanceId> about() {
    return switch (this) {
      case Page page -> Optional.of(page.instance());
      case Contacts contacts -> Optional.of(contacts.instance());
      case MethodNotAllowed _, Invalid _ -> Optional.empty();
    };
  }

  /**
   * A page of a list; what is absent was not given.
   *
   * @param instance the Amazon Connect instance
   * @param from the earliest moment, to the millisecond
   * @param to the moment before which all lies, to the millisecond
   * @param filter which trees
   * @param limit how many entries at most, 1 to 100
   * @param cursor where the page before ended
   */
  record Page(
      InstanceId instance,
      Optional<Instant> from,
      Optional<Instant> to,
      Filter filter,
      Optional<Integer> limit,
      Optional<String> cursor)
      implements ListRequest {
    public Page {
      Objects.requireNonNull(instance);
      Objects.requireNonNull(from);
      Objects.requireNonNull(to);
      Objects.requireNonNull(filter);
      Objects.requireNonNull(limit);
      Objects.requireNonNull(cursor);
    }
  }

  /**
   * Which trees a list holds; what is absent does not matter.
   *
   * @param channel a channel of any member
   * @param agent the agent of the contacts that are listed
   * @param queue the queue of the contacts that are listed
   * @param state the state of the tree
   */
  record Filter(
      Optional<String> channel,
      Optional<String> agent,
      Optional<String> queue,
      Optional<TreeState> state) {
    public Filter {
      Objects.requireNonNull(channel);
      Objects.requireNonNull(agent);
      Objects.requireNonNull(queue);
      Objects.requireNonNull(state);
    }
  }

  /**
   * The trees of several contacts.
   *
   * @param instance the Amazon Connect instance
   * @param contacts the contacts, all different
   */
  record Contacts(InstanceId instance, List<ContactId> contacts) implements ListRequest {
    public Contacts {
      Objects.requireNonNull(instance);
      contacts = List.copyOf(contacts);
    }
  }

  /** A list, by another method than GET. */
  record MethodNotAllowed() implements ListRequest {}

  /**
   * A list, by parameters that cannot be right.
   *
   * @param errors the fields and what they must be, at least one
   */
  record Invalid(List<Problem.FieldError> errors) implements ListRequest {
    public Invalid {
      errors = List.copyOf(errors);
    }
  }
}
