package io.contacttree.verification.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.verification.stack.StackProcess;
import java.io.IOException;
import java.util.List;

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

  /** Returns how many calls one list of the whole tree takes. */
  int listCalls() {
    return (contacts.size() + PAGE - 1) / PAGE;
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
