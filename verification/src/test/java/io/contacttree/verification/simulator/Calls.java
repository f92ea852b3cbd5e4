package io.contacttree.verification.simulator;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a run did at its ports; what settle reads cost apart from the rest. */
final class Calls {
  private final Map<String, Integer> referenceReads = new TreeMap<>();
  private final Map<String, Integer> listsBy = new TreeMap<>();
  private final Map<String, Integer> settleListsBy = new TreeMap<>();
  private long lists;
  private long settleLists;
  private long settleReferenceReads;
  private long loads;
  private long saves;
  private long leases;
  private long sent;

  /**
   * Counts a list.
   *
   * @param settling whether a settle read was among what it was asked for
   * @param onlySettling whether there was nothing else
   */
  void listed(InstanceId instance, ContactId contact, boolean settling, boolean onlySettling) {
    listsBy.merge(instance + "/" + contact, 1, Integer::sum);
    if (onlySettling) {
      settleListsBy.merge(instance + "/" + contact, 1, Integer::sum);
    }
    if (settling) {
      settleLists++;
    } else {
      lists++;
    }
  }

  /** Counts a read of one contact's references. */
  void referencesRead(InstanceId instance, ContactId contact, boolean settling) {
    if (settling) {
      settleReferenceReads++;
    } else {
      referenceReads.merge(instance + "/" + contact, 1, Integer::sum);
    }
  }

  void loaded() {
    loads++;
  }

  void saved() {
    saves++;
  }

  void leased() {
    leases++;
  }

  void sent() {
    sent++;
  }

  long lists() {
    return lists;
  }

  long settleLists() {
    return settleLists;
  }

  /** Returns how many lists were asked by a contact, settle reads included. */
  int listsBy(InstanceId instance, ContactId contact) {
    return listsBy.getOrDefault(instance + "/" + contact, 0);
  }

  /** Returns how many lists were asked by a contact for nothing but settle reads. */
  int settleListsBy(InstanceId instance, ContactId contact) {
    return settleListsBy.getOrDefault(instance + "/" + contact, 0);
  }

  /** Returns how often a contact's references were read, settle reads apart. */
  int referenceReads(InstanceId instance, ContactId contact) {
    return referenceReads.getOrDefault(instance + "/" + contact, 0);
  }

  long referenceReads() {
    return referenceReads.values().stream().mapToLong(Integer::longValue).sum();
  }

  long settleReferenceReads() {
    return settleReferenceReads;
  }

  long loads() {
    return loads;
  }

  long saves() {
    return saves;
  }

  long leases() {
    return leases;
  }

  long messages() {
    return sent;
  }
}
