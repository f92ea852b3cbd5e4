package io.contacttree.domain.claim;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.tree.SettleProgress;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a message asks for: that the store come to know something (tree rules, section 7). */
public sealed interface Claim {
  /** The Amazon Connect instance. */
  InstanceId instance();

  /** The contact the claim is about. */
  ContactId contact();

  /** Returns the contacts that the claim names, its own included. */
  default Set<ContactId> named() {
    return Set.of(contact());
  }

  /** Returns for a settle read the progress that it makes; absent for every other claim. */
  default Optional<SettleProgress> settle() {
    return Optional.empty();
  }

  /**
   * A contact had ended.
   *
   * @param endedAt a time at which it had ended
   * @param referencesFrom references read from this time on satisfy the claim
   * @param facts what the event said of the contact
   */
  record Ended(
      InstanceId instance, ContactId contact, Instant endedAt, Instant referencesFrom, Facts facts)
      implements Claim {
    public Ended {
      Objects.requireNonNull(instance);
      Objects.requireNonNull(contact);
      Objects.requireNonNull(endedAt);
      Objects.requireNonNull(referencesFrom);
      Objects.requireNonNull(facts);
    }

    /** Returns what the claim itself says of the contact. */
    public KnownContact said(Instant seenAt) {
      return KnownContact.ended(contact, facts, endedAt, seenAt);
    }

    /** Returns the same without what the event said of the contact. */
    Ended withoutFacts() {
      return new Ended(instance, contact, endedAt, referencesFrom, Facts.NONE);
    }

    @Override
    public Set<ContactId> named() {
      Set<ContactId> named = new TreeSet<>(Set.of(contact));
      for (Fact fact : Fact.NAMING) {
        facts.value(fact).map(ContactId::new).ifPresent(named::add);
      }
      return named;
    }
  }

  /**
   * Look again: a refresh that somebody asked for, or a settle read.
   *
   * @param notBefore reads from this time on satisfy the claim
   * @param settle for a settle read the progress that it makes; absent for a refresh
   */
  record Observe(
      InstanceId instance, ContactId contact, Instant notBefore, Optional<SettleProgress> settle)
      implements Claim {
    public Observe {
      Objects.requireNonNull(instance);
      Objects.requireNonNull(contact);
      Objects.requireNonNull(notBefore);
      Objects.requireNonNull(settle);
    }
  }

  /**
   * Read everything anew.
   *
   * @param notBefore reads from this time on satisfy the claim
   */
  record Rebuild(InstanceId instance, ContactId contact, Instant notBefore) implements Claim {
    public Rebuild {
      Objects.requireNonNull(instance);
      Objects.requireNonNull(contact);
      Objects.requireNonNull(notBefore);
    }
  }
}
