package io.contacttree.verification.simulator.scenario;

import io.contacttree.domain.contact.ContactId;
import java.time.Instant;
import java.util.Optional;

/** A contact while a scenario is being made up. */
final class ContactDraft {
  final ContactId id;
  Optional<ContactId> previous = Optional.empty();
  Optional<ContactId> related = Optional.empty();
  Optional<ContactId> initial = Optional.empty();
  String channel = "VOICE";
  String method = "INBOUND";
  Instant begunAt;
  Optional<Instant> endedAt = Optional.empty();
  Fate fate = Fate.TOLD;

  /** What of a contact's life becomes known. */
  enum Fate {
    /** At least one of its events is delivered. */
    TOLD,
    /** It ended long before anything else and none of its events arrives. */
    SILENT,
    /** It began long before anything else and never ends. */
    OPEN,
    /** It is past Amazon Connect's retention and no event of it arrives. */
    PURGED,
    /** It is past Amazon Connect's retention, yet one of its events is replayed. */
    PURGED_AND_TOLD,
    /** It becomes known like any other and is past the retention long afterwards. */
    TOLD_AND_PURGED
  }

  ContactDraft(ContactId id, Instant begunAt) {
    this.id = id;
    this.begunAt = begunAt;
  }

  /** Returns whether Amazon Connect has forgotten it before the run begins. */
  boolean isPurged() {
    return fate == Fate.PURGED || fate == Fate.PURGED_AND_TOLD;
  }

  boolean isTold() {
    return fate == Fate.TOLD || fate == Fate.PURGED_AND_TOLD || fate == Fate.TOLD_AND_PURGED;
  }

  /** Names another contact as the one this was transferred from. */
  void transferredFrom(ContactDraft from) {
    previous = Optional.of(from.id);
    initial = Optional.of(from.initial.orElse(from.id));
  }
}
