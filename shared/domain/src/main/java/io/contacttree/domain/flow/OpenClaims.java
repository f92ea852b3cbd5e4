package io.contacttree.domain.flow;

import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.claim.Outcome;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.LoadedTrees;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The messages of one batch and one instance: those that are open, and what became of the others;
 * used by one thread.
 *
 * <p>Once they are grouped by tree, the open ones are those of the tree whose turn it is; groups
 * that wait for theirs may still turn out to be about it.
 */
final class OpenClaims {
  private final InstanceId instance;
  private final Deadline deadline;
  private final Instant startedAt;
  private final List<ClaimMessage> open;
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private final Deque<ClaimGroup> waiting = new ArrayDeque<>();
  private LoadedTrees loaded = LoadedTrees.NONE;
  private boolean toldAndReturned;

  /** Opens messages, all of which are of this instance. */
  OpenClaims(
      InstanceId instance, List<ClaimMessage> messages, Deadline deadline, Instant startedAt) {
    this.instance = instance;
    this.deadline = deadline;
    this.startedAt = startedAt;
    this.open = new ArrayList<>(messages);
  }

  /** Returns the instance of all messages. */
  InstanceId instance() {
    return instance;
  }

  /** Returns the moment by which work must be handed over. */
  Deadline deadline() {
    return deadline;
  }

  /** Returns our clock when the work on the batch began. */
  Instant startedAt() {
    return startedAt;
  }

  /** Returns what the store held of the named contacts when the messages were grouped. */
  LoadedTrees loaded() {
    return loaded;
  }

  /** Returns the messages that are open now, in the order in which they came. */
  List<ClaimMessage> open() {
    return List.copyOf(open);
  }

  /** Returns whether no message is open. */
  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Returns all contacts that the open messages name. */
  Set<ContactId> named() {
    Set<ContactId> named = new TreeSet<>();
    open.forEach(message -> named.addAll(message.claim().named()));
    return named;
  }

  /**
   * Returns whether only settle reads work on the tree whose turn it is: none is open that is not,
   * and none was returned whose facts are taken in all the same.
   */
  boolean areSettleReads() {
    return !toldAndReturned
        && open.stream().allMatch(message -> message.claim().settle().isPresent());
  }

  /** Returns where a list by this contact stopped in an earlier invocation. */
  Optional<AssociatedContacts.Cursor> cursorOf(ContactId contact) {
    return open.stream()
        .flatMap(message -> message.trail().list().stream())
        .filter(cursor -> cursor.contact().equals(contact))
        .findFirst();
  }

  /**
   * Closes a message.
   *
   * @throws IllegalStateException where it is not open, because it was answered already
   */
  void answer(ClaimMessage message, Outcome outcome) {
    if (!open.remove(message)) {
      throw new IllegalStateException("answered twice: message " + message.messageId());
    }
    outcomes.put(message.messageId(), outcome);
    toldAndReturned |= outcome instanceof Outcome.Returned && message.claim().settle().isEmpty();
  }

  /** Closes all messages that are open. */
  void answerAll(Function<ClaimMessage, Outcome> outcome) {
    open().forEach(message -> answer(message, outcome.apply(message)));
  }

  /**
   * Closes the messages about erased contacts that nothing is left to be done for: first ones of an
   * end, and all where no tree is left; those that go on for the rest of a tree lose what an event
   * said.
   *
   * @return the contacts of those that were closed
   */
  List<ContactId> answerErased(LoadedTrees stored) {
    List<ContactId> answered = new ArrayList<>();
    for (ClaimMessage message : open()) {
      ContactId contact = message.claim().contact();
      if (!stored.erased().contains(contact)) {
        continue;
      }
      if (ClaimCheck.asksOfItsContactAlone(message) || stored.treeOf(contact).isEmpty()) {
        answer(message, new Outcome.Satisfied());
        answered.add(contact);
      } else {
        open.set(open.indexOf(message), message.withoutFacts());
      }
    }
    return answered;
  }

  /** Returns the erased contacts whose messages go on for the rest of their tree. */
  Set<ContactId> erasedAmong(LoadedTrees stored) {
    Set<ContactId> contacts = new TreeSet<>();
    open().forEach(message -> contacts.add(message.claim().contact()));
    contacts.retainAll(stored.erased());
    return contacts;
  }

  /** Lets the open messages wait, grouped by the trees that the store holds of them. */
  void group(LoadedTrees stored) {
    loaded = stored;
    waiting.addAll(ClaimGroup.of(open, stored));
    open.clear();
  }

  /**
   * Opens the messages of the next tree; false where no group waits.
   *
   * @throws IllegalStateException where the tree before left a message open
   */
  boolean turnToNextTree() {
    requireAllAnswered();
    toldAndReturned = false;
    Optional<ClaimGroup> next = Optional.ofNullable(waiting.poll());
    next.ifPresent(group -> open.addAll(group.messages()));
    return next.isPresent();
  }

  /**
   * Opens the messages of waiting groups that turned out to be about these members, and returns
   * them.
   */
  List<ClaimMessage> join(Set<ContactId> members) {
    List<ClaimMessage> joined = new ArrayList<>();
    for (ClaimGroup group : List.copyOf(waiting)) {
      if (group.isAboutOneOf(members)) {
        waiting.remove(group);
        joined.addAll(group.messages());
      }
    }
    open.addAll(joined);
    return joined;
  }

  /**
   * Returns what became of each message, by its id.
   *
   * @throws IllegalStateException where one was left open
   */
  Map<String, Outcome> outcomes() {
    requireAllAnswered();
    return Collections.unmodifiableMap(outcomes);
  }

  private void requireAllAnswered() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("left open: message " + open.getFirst().messageId());
    }
  }
}
