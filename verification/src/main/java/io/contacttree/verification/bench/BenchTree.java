package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.verification.stack.StackProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The contacts of one tree, in the order in which they began.
 *
 * @param contacts at least one
 */
record BenchTree(List<BenchContact> contacts) {
  /** How many contacts one page of a list holds. */
  private static final int PAGE = 100;

  BenchTree {
    contacts = List.copyOf(contacts);
  }

  /** Returns how many calls it takes to list each of its contacts once. */
  int listCalls(ListReading reading) {
    return listed(reading).stream().mapToInt(BenchTree::listCalls).sum();
  }

  /** Returns how many calls one list of so many contacts takes. */
  static int listCalls(List<BenchContact> listed) {
    return (listed.size() + PAGE - 1) / PAGE;
  }

  /**
   * Returns its contacts by the lists they stand in.
   *
   * <p>Contacts of this workload name earlier ones only, and the same list holds all that one names
   * as initial or previous.
   */
  List<List<BenchContact>> listed(ListReading reading) {
    if (reading.followsRelated()) {
      return List.of(contacts);
    }
    Map<String, List<BenchContact>> byMember = new LinkedHashMap<>();
    for (BenchContact contact : contacts) {
      List<BenchContact> list =
          Stream.of(contact.previous(), contact.initial())
              .flatMap(Optional::stream)
              .filter(byMember::containsKey)
              .findFirst()
              .map(byMember::get)
              .orElseGet(ArrayList::new);
      list.add(contact);
      byMember.put(contact.id(), list);
    }
    return byMember.values().stream().distinct().toList();
  }

  /** Returns the ids that its contacts name and that are nobody's, each once. */
  List<String> absentNames() {
    Set<String> members = contacts.stream().map(BenchContact::id).collect(Collectors.toSet());
    return contacts.stream()
        .flatMap(contact -> Stream.of(contact.initial(), contact.previous(), contact.related()))
        .flatMap(Optional::stream)
        .filter(id -> !members.contains(id))
        .distinct()
        .toList();
  }

  /** Returns how many calls one read of all references takes. */
  int referenceCalls() {
    return contacts.stream().mapToInt(BenchContact::referenceCalls).sum();
  }

  /** Returns the document that a stack serves for it. */
  JsonNode document(StackProcess stack) throws IOException, InterruptedException {
    return stack.tree(BenchJson.INSTANCE, contacts.getLast().id());
  }
}
