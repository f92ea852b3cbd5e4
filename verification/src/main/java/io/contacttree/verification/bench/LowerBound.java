package io.contacttree.verification.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The fewest calls that can do the work (tree rules, section 9), and what a rebuild on every event
 * would have cost.
 *
 * @param lists calls of ListAssociatedContacts
 * @param references calls of ListContactReferences
 */
record LowerBound(long lists, long references) {

  /**
   * All ends are known at once: one list a tree, or one for each part of it that is listed apart,
   * one read a contact.
   */
  static LowerBound backlog(List<BenchTree> trees, ListReading reading) {
    return new LowerBound(
        trees.stream().mapToLong(tree -> tree.listCalls(reading)).sum(),
        trees.stream().mapToLong(BenchTree::referenceCalls).sum());
  }

  /**
   * Ends come one after another: one list for each burst within a window of its first, among what
   * is listed together, one read a contact, and one more where after-contact work ended after the
   * first read.
   */
  static LowerBound live(
      List<BenchTree> trees,
      ListReading reading,
      Duration window,
      Map<String, Long> firstReferenceReads) {
    long lists = 0;
    long references = 0;
    for (BenchTree tree : trees) {
      for (List<BenchContact> listed : tree.listed(reading)) {
        lists += (long) bursts(listed, window) * BenchTree.listCalls(listed);
      }
      references += tree.referenceCalls();
      for (BenchContact contact : tree.contacts()) {
        long firstRead = firstReferenceReads.getOrDefault(contact.id(), Long.MAX_VALUE);
        if (contact.afterContactWork().isPresent()
            && contact.completed().toEpochMilli() > firstRead) {
          references += contact.referenceCalls();
        }
      }
    }
    return new LowerBound(lists, references);
  }

  /** Each event lists the whole tree and reads all its members' references. */
  static LowerBound rebuildOnEveryEvent(List<BenchTree> trees) {
    long lists = 0;
    long references = 0;
    for (BenchTree tree : trees) {
      long events = 2L * tree.contacts().size();
      lists += events * tree.listCalls(ListReading.WHOLE);
      references += events * tree.referenceCalls();
    }
    return new LowerBound(lists, references);
  }

  static int bursts(List<BenchContact> listed, Duration window) {
    int bursts = 0;
    Instant until = Instant.MIN;
    for (Instant end : listed.stream().map(BenchContact::ended).sorted().toList()) {
      if (end.isAfter(until)) {
        bursts++;
        until = end.plus(window);
      }
    }
    return bursts;
  }
}
