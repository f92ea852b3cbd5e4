package io.contacttree.domain.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which types of references a contact is asked for; the one table of tree rules, section 5.
 *
 * <p>One call takes at most six types (Amazon Connect API Reference, ListContactReferences), so
 * contacts other than e-mail cost one call and e-mail or unknown channels two.
 *
 * @param usual the types asked for every contact, at most six
 * @param further the types asked besides for e-mail and unknown channels, at most six
 * @param usualOnly the channels that are asked for the usual types alone
 */
public record ReferenceTypes(List<String> usual, List<String> further, Set<String> usualOnly) {
  /** The most types that one call takes. */
  public static final int MOST_IN_ONE_CALL = 6;

  /** The table for the types that the service documents today. */
  public static final ReferenceTypes DOCUMENTED =
      new ReferenceTypes(
          List.of("URL", "ATTACHMENT", "NUMBER", "STRING", "DATE", "EMAIL"),
          List.of(
              "CONTACT_ANALYSIS",
              "EMAIL_MESSAGE",
              "EMAIL_MESSAGE_PLAIN_TEXT",
              "EMAIL_MESSAGE_PLAIN_TEXT_REDACTED",
              "EMAIL_MESSAGE_REDACTED"),
          Set.of("VOICE", "CHAT", "TASK"));

  public ReferenceTypes {
    usual = List.copyOf(usual);
    further = List.copyOf(further);
    usualOnly = Set.copyOf(usualOnly);
    if (usual.size() > MOST_IN_ONE_CALL || further.size() > MOST_IN_ONE_CALL) {
      throw new IllegalArgumentException("one call takes at most six reference types");
    }
  }

  /** Returns the types that a contact of this channel is asked for. */
  public Set<String> of(String channel) {
    Set<String> types = new TreeSet<>(usual);
    if (!usualOnly.contains(channel)) {
      types.addAll(further);
    }
    return types;
  }

  /** Returns the calls that read these types, each with at most six of them. */
  public List<List<String>> calls(Set<String> types) {
    List<List<String>> calls = new ArrayList<>();
    List<String> first = usual.stream().filter(types::contains).toList();
    if (!first.isEmpty()) {
      calls.add(first);
    }
    List<String> second = types.stream().filter(type -> !usual.contains(type)).sorted().toList();
    for (int from = 0; from < second.size(); from += MOST_IN_ONE_CALL) {
      calls.add(second.subList(from, Math.min(second.size(), from + MOST_IN_ONE_CALL)));
    }
    return List.copyOf(calls);
  }

  /** Returns whether these are just the types that every contact is asked for. */
  public boolean isUsual(Set<String> types) {
    return types.equals(Set.copyOf(usual));
  }
}
