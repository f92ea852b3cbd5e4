package io.contacttree.standin.quirk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.protocol.ConnectApi;
import io.contacttree.standin.quirk.Quirks.ErrorRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The quirks in force, and how often each error is still due. Safe for any number of threads. */
public final class ActiveQuirks {
  private ObjectNode posted = Json.object();
  private Quirks quirks = QuirksReader.read(posted);
  private final List<Integer> left = new ArrayList<>();

  /**
   * Puts others in place of all that were in force.
   *
   * @throws IllegalArgumentException with a message that names the key at fault; nothing changes
   */
  public synchronized void replace(ObjectNode replacement) {
    Quirks read = QuirksReader.read(replacement);
    posted = replacement.deepCopy();
    quirks = read;
    left.clear();
    read.errors().forEach(rule -> left.add(rule.times().orElse(Integer.MAX_VALUE)));
  }

  /** Returns them in the words that were posted. */
  public synchronized ObjectNode posted() {
    return posted.deepCopy();
  }

  /** Returns them. */
  public synchronized Quirks current() {
    return quirks;
  }

  /** Returns the first error that fits and is still due, and counts it. */
  public synchronized Optional<ErrorRule> takeError(
      ConnectApi api, Optional<String> contactId, Optional<Integer> page) {
    List<ErrorRule> rules = quirks.errors();
    for (int at = 0; at < rules.size(); at++) {
      ErrorRule rule = rules.get(at);
      if (left.get(at) > 0 && rule.fits(api, contactId, page)) {
        if (rule.times().isPresent()) {
          left.set(at, left.get(at) - 1);
        }
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
