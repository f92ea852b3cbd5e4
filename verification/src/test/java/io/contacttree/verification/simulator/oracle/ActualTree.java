package io.contacttree.verification.simulator.oracle;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.TreeContact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A document that was written, as text to be compared with what it must be. */
public final class ActualTree {
  private ActualTree() {}

  /** Returns the content as text, bookkeeping apart. */
  public static List<String> lines(ContactTree tree) {
    ContactTree.TreeSummary facts = tree.facts();
    List<String> lines = new ArrayList<>();
    lines.add(DocumentLines.head("tree_id", tree.treeId()));
    lines.add(DocumentLines.head("instance_id", tree.instance()));
    lines.add(DocumentLines.head("account_id", tree.account().orElse("")));
    lines.add(DocumentLines.head("region", tree.region().orElse("")));
    lines.add(DocumentLines.head("state", tree.state()));
    lines.add(DocumentLines.head("root_channel", facts.rootChannel()));
    lines.add(DocumentLines.head("channels", facts.channels()));
    lines.add(DocumentLines.head("contact_count", facts.contactCount()));
    lines.add(DocumentLines.head("transfer_count", facts.transferCount()));
    lines.add(DocumentLines.head("depth", facts.depth()));
    lines.add(DocumentLines.head("agent_count", facts.agentCount()));
    lines.add(DocumentLines.head("queue_count", facts.queueCount()));
    lines.add(DocumentLines.head("reference_count", facts.referenceCount()));
    lines.add(DocumentLines.head("first_initiated_at", facts.firstInitiatedAt()));
    lines.add(DocumentLines.head("last_disconnected_at", facts.lastDisconnectedAt()));
    lines.add(
        DocumentLines.head(
            "duration_ms", facts.duration().map(each -> "" + each.toMillis()).orElse("")));
    lines.add(
        DocumentLines.head(
            "defects",
            tree.defects().stream()
                .map(
                    defect ->
                        defect.code().text()
                            + defect.contact().map(id -> " " + id.value()).orElse(""))
                .toList()));
    tree.contacts().forEach(contact -> lines.addAll(lines(contact)));
    return lines;
  }

  /** Returns what the document says of one contact alone, none where it is no member. */
  public static List<String> linesOf(ContactTree tree, ContactId id) {
    return tree.contacts().stream()
        .filter(contact -> contact.id().equals(id))
        .findFirst()
        .map(
            contact -> {
              List<String> lines = new ArrayList<>(List.of(id + facts(contact)));
              lines.addAll(references(contact));
              return lines;
            })
        .orElse(new ArrayList<>());
  }

  private static String facts(TreeContact contact) {
    return DocumentLines.facts(
        contact.facts().channel(), contact.facts().initiationMethod(), contact.facts().values());
  }

  private static List<String> lines(TreeContact contact) {
    List<String> lines = new ArrayList<>();
    lines.add(
        DocumentLines.contact(
            contact.id().value(),
            contact.depth(),
            contact.link().name(),
            contact.parent().map(ContactId::value),
            facts(contact)));
    lines.addAll(references(contact));
    return lines;
  }

  private static List<String> references(TreeContact contact) {
    TreeContact.References references = contact.references();
    List<String> lines = new ArrayList<>();
    lines.add(
        DocumentLines.references(
            contact.id().value(),
            references.state().name(),
            references.reason().map(Enum::name),
            references.types().map(List::copyOf)));
    references.list().ifPresent(all -> all.stream().map(ActualTree::line).forEach(lines::add));
    return lines;
  }

  private static String line(Reference reference) {
    Optional<String> hidden = reference.valueState().map(state -> " " + state);
    return DocumentLines.reference(
            reference.type(),
            reference.name(),
            reference.value(),
            reference.status(),
            reference.arn())
        + hidden.orElse("");
  }
}
