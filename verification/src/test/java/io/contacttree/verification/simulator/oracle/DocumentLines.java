package io.contacttree.verification.simulator.oracle;

import io.contacttree.domain.contact.Fact;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The content of a document as text, one line for each contact and reference. */
final class DocumentLines {
  private DocumentLines() {}

  static String contact(String id, int depth, String link, Optional<String> parent, String facts) {
    return "  ".repeat(depth)
        + id
        + " "
        + link
        + parent.map(text -> " of " + text).orElse("")
        + facts;
  }

  static String facts(String channel, String method, Map<Fact, String> facts) {
    StringBuilder line = new StringBuilder();
    line.append(" channel=").append(channel).append(" method=").append(method);
    for (Fact fact : Fact.values()) {
      if (fact != Fact.CHANNEL && fact != Fact.INITIATION_METHOD && facts.containsKey(fact)) {
        line.append(' ').append(fact.attribute()).append('=').append(facts.get(fact));
      }
    }
    return line.toString();
  }

  static String references(
      String id, String state, Optional<String> reason, Optional<List<String>> types) {
    return "references of "
        + id
        + " "
        + state
        + reason.map(text -> " " + text).orElse("")
        + types.map(all -> " " + all).orElse("");
  }

  static String reference(
      String type,
      Optional<String> name,
      Optional<String> value,
      Optional<String> status,
      Optional<String> arn) {
    return "- "
        + type
        + name.map(text -> " name=" + text).orElse("")
        + value.map(text -> " value=" + text).orElse("")
        + status.map(text -> " status=" + text).orElse("")
        + arn.map(text -> " arn=" + text).orElse("");
  }

  static String head(String key, Object value) {
    return key + ": " + value;
  }
}
