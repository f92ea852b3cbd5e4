package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.store.StoredTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tree drawn in a test: the one notation of tests, read and written, and the lines that the views
 * show.
 *
 * <pre>
 * a
 * ├─ b
 * │  └─ c   related
 * └─ d      open
 * </pre>
 *
 * <p>A line names a contact; what it hangs on is its previous contact unless a word says {@code
 * related}, {@code initial}, or {@code orphan} (it names a contact that nobody knows). Further
 * words: {@code open} (has not ended), {@code pending} (references not read), {@code event} (known
 * from its own event only), {@code missing} (named, but unknown to Amazon Connect), {@code @7}
 * (begins seven minutes after the start of all drawings; without it as many as lines stand above).
 *
 * @param known what is known of the drawn contacts
 */
public record DrawnTree(KnownTree known) {
  /** The instance of every drawing. */
  public static final InstanceId DRAWN_INSTANCE = new InstanceId("instance-of-drawings");

  /** The minute {@code @0}. */
  public static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  /** When drawn trees were listed and their references read. */
  public static final Instant READ_AT = START.plus(Duration.ofHours(8));

  /** When drawn trees were written. */
  public static final Instant WRITTEN_AT = READ_AT.plusSeconds(2);

  /** The assembler behind {@link #stored}. */
  public static final TreeAssembler ASSEMBLER = new TreeAssembler(3, ReferenceTypes.DOCUMENTED);

  private static final Pattern LINE = Pattern.compile("([│├└─ ]*)([A-Za-z0-9_-]+)(.*)");
  private static final int INDENT = 3;

  private record Line(ContactId id, Optional<ContactId> parent, List<String> words, int minute) {
    boolean says(String word) {
      return words.contains(word);
    }
  }

  /** Returns the tree of a drawing. */
  public static DrawnTree of(String drawing) {
    List<Line> lines = lines(drawing);
    Map<ContactId, KnownContact> contacts = new TreeMap<>();
    lines.stream()
        .filter(line -> !line.says("missing"))
        .forEach(line -> contacts.put(line.id(), contact(line)));
    KnownTree known = KnownTree.empty(DRAWN_INSTANCE).withContacts(contacts);
    for (Line line : lines) {
      if (line.says("missing")) {
        known = known.withMissing(line.id(), READ_AT);
      }
    }
    Optional<ContactId> listed =
        lines.stream()
            .filter(line -> !line.says("missing") && !line.says("event"))
            .map(Line::id)
            .findFirst();
    return new DrawnTree(
        listed.isEmpty()
            ? known
            : known.withList(listed.get(), new ListRead(READ_AT, ListRead.Ending.COMPLETE)));
  }

  /** Returns the revision of this tree with a number. */
  public StoredTree stored(long revision) {
    return stored(known, revision);
  }

  /** Returns a revision of what is known. */
  public static StoredTree stored(KnownTree known, long revision) {
    return new StoredTree(ASSEMBLER.assemble(known, revision, WRITTEN_AT), known);
  }

  /**
   * Draws a tree with the words for links and {@code open}: {@link #of} reads it as a tree of the
   * same shape.
   */
  public static String print(ContactTree tree) {
    StringBuilder drawing = new StringBuilder();
    for (int index = 0; index < tree.contacts().size(); index++) {
      List<TreeContact> ahead = tree.contacts().subList(index + 1, tree.contacts().size());
      TreeContact contact = tree.contacts().get(index);
      for (int level = 1; level < contact.depth(); level++) {
        drawing.append(goesOn(ahead, level) ? "│  " : "   ");
      }
      if (contact.depth() > 0) {
        drawing.append(goesOn(ahead, contact.depth()) ? "├─ " : "└─ ");
      }
      drawing.append(contact.id());
      switch (contact.link()) {
        case ROOT, PREVIOUS -> {}
        case RELATED, INITIAL, ORPHAN ->
            drawing.append(' ').append(contact.link().name().toLowerCase(Locale.ROOT));
      }
      drawing.append(contact.facts().ended() ? "\n" : " open\n");
    }
    return drawing.toString();
  }

  /** Returns whether a contact at this depth comes before one that is less deep. */
  private static boolean goesOn(List<TreeContact> ahead, int level) {
    return ahead.stream()
        .mapToInt(TreeContact::depth)
        .takeWhile(depth -> depth >= level)
        .anyMatch(depth -> depth == level);
  }

  /** Returns the contact with a short name. */
  public static ContactId id(String name) {
    return new ContactId(name);
  }

  /** Returns the contacts with these short names. */
  public static Set<ContactId> ids(String... names) {
    return Set.copyOf(List.of(names).stream().map(ContactId::new).toList());
  }

  private static List<Line> lines(String drawing) {
    List<Line> lines = new ArrayList<>();
    List<ContactId> path = new ArrayList<>();
    for (String text : drawing.lines().filter(line -> !line.isBlank()).toList()) {
      Matcher parts = LINE.matcher(text);
      if (!parts.matches()) {
        throw new IllegalArgumentException("not a line of a drawing: " + text);
      }
      int depth = parts.group(1).length() / INDENT;
      ContactId id = new ContactId(parts.group(2));
      List<String> words = List.of(parts.group(3).trim().split(" +"));
      while (path.size() > depth) {
        path.removeLast();
      }
      Optional<ContactId> parent = path.isEmpty() ? Optional.empty() : Optional.of(path.getLast());
      path.add(id);
      int minute =
          words.stream()
              .filter(word -> word.startsWith("@"))
              .map(word -> Integer.parseInt(word.substring(1)))
              .findFirst()
              .orElse(lines.size());
      lines.add(new Line(id, parent, words, minute));
    }
    return lines;
  }

  private static KnownContact contact(Line line) {
    Instant begun = START.plus(Duration.ofMinutes(line.minute()));
    Optional<Instant> ended =
        line.says("open") ? Optional.empty() : Optional.of(begun.plusSeconds(50));
    Fact link =
        line.says("related")
            ? Fact.RELATED_CONTACT_ID
            : line.says("initial") ? Fact.INITIAL_CONTACT_ID : Fact.PREVIOUS_CONTACT_ID;
    Facts.Builder facts =
        Facts.observedAt(Stamp.of(line.says("event") ? begun.plusSeconds(50) : READ_AT))
            .with(Fact.CHANNEL, Optional.of("VOICE"))
            .with(
                Fact.INITIATION_METHOD,
                Optional.of(line.parent().isEmpty() ? "INBOUND" : "TRANSFER"))
            .with(
                link,
                line.says("orphan")
                    ? Optional.of("nobody-knows-" + line.id())
                    : line.parent().map(ContactId::value))
            .withTime(Fact.INITIATION_TIMESTAMP, Optional.of(begun))
            .withTime(Fact.DISCONNECT_TIMESTAMP, ended);
    KnownContact contact =
        line.says("event")
            ? KnownContact.ended(line.id(), facts.build(), ended.orElse(begun), READ_AT)
            : KnownContact.listed(line.id(), facts.build(), READ_AT);
    boolean unread = line.says("open") || line.says("pending");
    return unread
        ? contact
        : contact.withReferences(
            KnownReferences.read(READ_AT, ReferenceTypes.DOCUMENTED.of("VOICE"), List.of()));
  }
}
