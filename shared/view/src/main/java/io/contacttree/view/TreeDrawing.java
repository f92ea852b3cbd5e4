package io.contacttree.view;

import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.find.Names;
import io.contacttree.domain.reference.ReferencesState;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.Link;
import io.contacttree.domain.tree.TreeContact;
import io.contacttree.domain.tree.TreeState;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws a contact tree as text: a line about the tree, then one for each contact; of a tree of more
 * than 100 contacts the first 100.
 *
 * @param style what the place can show where it is drawn
 */
public record TreeDrawing(Style style) {

  private static final int CONTACTS = 100;

  /** Returns the lines of a tree as the place parts lines, its times in UTC. */
  public String draw(ContactTree tree) {
    return String.join(
        System.lineSeparator(),
        lines(tree, new Viewpoint(tree.treeId(), Names.NONE, ZoneOffset.UTC)));
  }

  /** Returns the lines of a tree as somebody looks at it, each with a line feed at its end. */
  public String draw(ContactTree tree, Viewpoint viewpoint) {
    return String.join("\n", lines(tree, viewpoint)) + "\n";
  }

  private List<String> lines(ContactTree tree, Viewpoint viewpoint) {
    List<TreeContact> contacts = tree.contacts();
    BitSet last = lastSiblings(contacts);
    BitSet lastAtDepth = new BitSet();
    List<String> lines = new ArrayList<>();
    lines.add(heading(tree));
    int drawn = Math.min(contacts.size(), CONTACTS);
    for (int index = 0; index < drawn; index++) {
      int depth = contacts.get(index).depth();
      lastAtDepth.set(depth, last.get(index));
      lines.add(indent(lastAtDepth, depth) + line(contacts.get(index), viewpoint));
    }
    if (drawn < contacts.size()) {
      lines.add("   and %d more contacts".formatted(contacts.size() - drawn));
    }
    return lines;
  }

  private String heading(ContactTree tree) {
    ContactTree.TreeSummary summary = tree.facts();
    List<String> facts = new ArrayList<>();
    facts.add("tree " + shown(tree.treeId().value()));
    facts.add(plural(summary.contactCount(), "contact"));
    facts.add(plural(summary.transferCount(), "transfer"));
    facts.add(plural(summary.referenceCount(), "reference"));
    summary.duration().ifPresent(duration -> facts.add(clock(duration)));
    tree.defects().forEach(defect -> facts.add(defect.code().text()));
    String state = tree.state().name();
    return (tree.state() == TreeState.COMPLETE ? style.green(state) : style.yellow(state))
        + "  "
        + String.join(", ", facts);
  }

  /** Roots stand at the margin; every deeper contact has the trunks of its ancestors before it. */
  private String indent(BitSet lastAtDepth, int depth) {
    StringBuilder indent = new StringBuilder("  ");
    for (int level = 1; level < depth; level++) {
      indent.append(lastAtDepth.get(level) ? "   " : style.trunk());
    }
    if (depth > 0) {
      indent.append(lastAtDepth.get(depth) ? style.lastBranch() : style.branch());
    }
    return indent.toString();
  }

  /**
   * The contacts come depth first: a later one at the same depth is a sibling unless a shallower
   * one came between.
   */
  private static BitSet lastSiblings(List<TreeContact> contacts) {
    BitSet last = new BitSet();
    BitSet seenAtDepth = new BitSet();
    for (int index = contacts.size() - 1; index >= 0; index--) {
      int depth = contacts.get(index).depth();
      last.set(index, !seenAtDepth.get(depth));
      seenAtDepth.set(depth);
      seenAtDepth.clear(depth + 1, Math.max(depth + 1, seenAtDepth.length()));
    }
    return last;
  }

  private static String line(TreeContact contact, Viewpoint viewpoint) {
    return Stream.of(
            contact.facts().channel(),
            contact.facts().initiationMethod(),
            contact.id().value(),
            times(contact, new LocalTimes(viewpoint.zone())),
            contact
                .facts()
                .value(Fact.AGENT_ID)
                .map(agent -> "agent " + viewpoint.agent(agent))
                .orElse(""),
            references(contact.references()),
            contact.link() == Link.ORPHAN ? Link.ORPHAN.name() : "")
        .filter(part -> !part.isEmpty())
        .map(TreeDrawing::shown)
        .collect(Collectors.joining("  "));
  }

  private static String times(TreeContact contact, LocalTimes times) {
    return contact.facts().time(Fact.INITIATION_TIMESTAMP).map(times::exact).orElse("")
        + contact
            .facts()
            .time(Fact.DISCONNECT_TIMESTAMP)
            .map(end -> " to " + times.exact(end))
            .orElse(" open");
  }

  private static String references(TreeContact.References references) {
    if (references.state() != ReferencesState.FETCHED) {
      return "references "
          + references.state()
          + references.reason().map(reason -> " " + reason).orElse("");
    }
    return references.count() == 0 ? "" : plural(references.count(), "reference");
  }

  private static String plural(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String clock(Duration duration) {
    String clock =
        "%02d:%02d:%02d"
            .formatted(duration.toHoursPart(), duration.toMinutesPart(), duration.toSecondsPart());
    return duration.toDays() == 0 ? clock : plural(duration.toDays(), "day") + " " + clock;
  }

  /** What Amazon Connect sent must not steer the terminal. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(one -> shown.appendCodePoint(Characters.isText(one) ? one : '?'));
    return shown.toString();
  }
}
