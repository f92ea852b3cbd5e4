package io.contacttree.verification.simulator.oracle;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One document as it must be in the end, by tree rules, sections 3 and 6. */
public final class ExpectedTree {
  private static final Set<String> CHANNELS = Set.of("VOICE", "CHAT", "TASK", "EMAIL");
  private static final Set<String> METHODS =
      Set.of(
          "INBOUND",
          "OUTBOUND",
          "TRANSFER",
          "QUEUE_TRANSFER",
          "CALLBACK",
          "API",
          "DISCONNECT",
          "AGENT_REPLY");

  private final InstanceId instance;
  private final List<ExpectedContact> contacts;
  private final List<ContactId> missing;
  private final boolean unanswered;
  private final boolean tokenLoop;
  private final ExpectedLayout layout;

  ExpectedTree(
      InstanceId instance,
      List<ExpectedContact> contacts,
      List<ContactId> missing,
      boolean unanswered,
      boolean tokenLoop) {
    this.instance = instance;
    this.contacts = List.copyOf(contacts);
    this.missing = List.copyOf(missing);
    this.unanswered = unanswered;
    this.tokenLoop = tokenLoop;
    this.layout = new ExpectedLayout(contacts);
  }

  /** Returns the instance. */
  public InstanceId instance() {
    return instance;
  }

  /** Returns the contacts that members name and that are none. */
  public List<ContactId> missing() {
    return missing;
  }

  /** Returns the members and the missing contacts that they name: all ids that answer. */
  public Set<ContactId> answering() {
    Set<ContactId> ids = new TreeSet<>(missing);
    contacts.forEach(contact -> ids.add(contact.id()));
    return ids;
  }

  /** Returns the content as text, bookkeeping apart. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    String state = state();
    ExpectedContact root = layout.places().getFirst().contact();
    lines.add(DocumentLines.head("tree_id", root.id()));
    lines.add(DocumentLines.head("instance_id", instance));
    boolean arn = contacts.stream().anyMatch(each -> each.facts().containsKey(Fact.CONTACT_ARN));
    lines.add(DocumentLines.head("account_id", arn ? "123456789012" : ""));
    lines.add(DocumentLines.head("region", arn ? "eu-central-1" : ""));
    lines.add(DocumentLines.head("state", state));
    lines.add(DocumentLines.head("root_channel", root.channel()));
    lines.add(
        DocumentLines.head(
            "channels", sorted(contacts.stream().map(ExpectedContact::channel).toList())));
    lines.add(DocumentLines.head("contact_count", contacts.size()));
    lines.add(DocumentLines.head("transfer_count", transfers()));
    lines.add(DocumentLines.head("depth", deepest()));
    lines.add(DocumentLines.head("agent_count", different(Fact.AGENT_ID)));
    lines.add(DocumentLines.head("queue_count", different(Fact.QUEUE_ID)));
    lines.add(DocumentLines.head("reference_count", referenceCount()));
    Optional<Instant> first = times(Fact.INITIATION_TIMESTAMP).min(Comparator.naturalOrder());
    Optional<Instant> end = times(Fact.DISCONNECT_TIMESTAMP).max(Comparator.naturalOrder());
    lines.add(DocumentLines.head("first_initiated_at", first));
    lines.add(DocumentLines.head("last_disconnected_at", end));
    lines.add(
        DocumentLines.head(
            "duration_ms",
            state.equals("OPEN")
                    || first.isEmpty()
                    || end.isEmpty()
                    || end.get().isBefore(first.get())
                ? ""
                : Duration.between(first.get(), end.get()).toMillis()));
    lines.add(DocumentLines.head("defects", defects()));
    layout.places().forEach(place -> lines.addAll(lines(place)));
    return lines;
  }

  private static List<String> lines(ExpectedLayout.Place place) {
    ExpectedContact contact = place.contact();
    List<String> lines = new ArrayList<>();
    lines.add(
        DocumentLines.contact(
            contact.id().value(),
            place.depth(),
            place.link(),
            place.parent().map(ContactId::value),
            facts(contact)));
    lines.addAll(references(contact));
    return lines;
  }

  private static String facts(ExpectedContact contact) {
    return DocumentLines.facts(contact.channel(), contact.method(), contact.facts());
  }

  private static List<String> references(ExpectedContact contact) {
    ExpectedReferences references = contact.references();
    List<String> lines = new ArrayList<>();
    lines.add(
        DocumentLines.references(
            contact.id().value(), references.state(), references.reason(), references.types()));
    references.list().ifPresent(lines::addAll);
    return lines;
  }

  /** Returns what is said of one member alone, wherever it stands. */
  public List<String> linesOf(ContactId id) {
    List<String> lines = new ArrayList<>();
    contacts.stream()
        .filter(contact -> contact.id().equals(id))
        .forEach(
            contact -> {
              lines.add(id + facts(contact));
              lines.addAll(references(contact));
            });
    return lines;
  }

  /** Returns the members. */
  public Set<ContactId> members() {
    Set<ContactId> ids = new TreeSet<>();
    contacts.forEach(contact -> ids.add(contact.id()));
    return ids;
  }

  /** Returns whether the references of all members are known for good at the first read. */
  public boolean isReadAtOnce() {
    return contacts.stream()
        .map(ExpectedContact::references)
        .allMatch(references -> references.state().equals("FETCHED") && !references.processing());
  }

  private String state() {
    if (contacts.stream().anyMatch(contact -> !contact.ended())) {
      return "OPEN";
    }
    boolean lacking =
        unanswered
            || contacts.stream()
                .map(ExpectedContact::references)
                .anyMatch(
                    references ->
                        references.state().equals("FAILED")
                            || references.processing()
                            || (references.state().equals("GONE") && references.list().isEmpty()));
    return lacking ? "PARTIAL" : "COMPLETE";
  }

  private List<String> defects() {
    List<String> defects = new ArrayList<>(layout.defects());
    missing.forEach(id -> defects.add("missing_parent " + id));
    for (ExpectedContact contact : contacts) {
      String channel = contact.facts().getOrDefault(Fact.CHANNEL, "VOICE");
      String method = contact.facts().getOrDefault(Fact.INITIATION_METHOD, "API");
      if (!CHANNELS.contains(channel) || !METHODS.contains(method)) {
        defects.add("unknown_value " + contact.id());
      }
    }
    if (tokenLoop) {
      defects.add("token_loop");
    }
    return defects.stream()
        .sorted(
            Comparator.comparing((String defect) -> defect.split(" ", -1)[0])
                .thenComparing(defect -> defect))
        .toList();
  }

  private long transfers() {
    return contacts.stream()
        .map(ExpectedContact::method)
        .filter(method -> method.equals("TRANSFER") || method.equals("QUEUE_TRANSFER"))
        .count();
  }

  private int deepest() {
    return layout.places().stream().mapToInt(ExpectedLayout.Place::depth).max().orElse(0);
  }

  private int different(Fact fact) {
    Set<String> values = new TreeSet<>();
    contacts.forEach(
        contact -> Optional.ofNullable(contact.facts().get(fact)).ifPresent(values::add));
    return values.size();
  }

  private int referenceCount() {
    return contacts.stream()
        .mapToInt(contact -> contact.references().list().map(List::size).orElse(0))
        .sum();
  }

  private Stream<Instant> times(Fact fact) {
    return contacts.stream().flatMap(contact -> contact.time(fact).stream());
  }

  private static Collection<String> sorted(List<String> values) {
    return List.copyOf(new ArrayList<>(new TreeSet<>(values)));
  }
}
