package io.contacttree.domain.tree;

import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.RandomContacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Draws what may be learned of trees of a few contacts, and graphs of up to a dozen contacts that
 * name each other, themselves and contacts that nobody knows.
 */
public final class RandomTrees extends DomainContextBase {
  private static final RandomContacts CONTACTS = new RandomContacts();
  private static final int MOST_MEMBERS = 12;
  private static final int MOST_LEARNED = 10;

  /** What was learned of one tree, in the order in which it was. */
  record History(List<Learned> learned) {
    KnownTree known() {
      KnownTree known = KnownTree.empty(Members.INSTANCE);
      for (Learned next : learned) {
        known = next.into(known);
      }
      return known;
    }
  }

  /** Contacts that name whomever they like. */
  public record Graph(List<KnownContact> members) {
    public KnownTree known() {
      KnownTree known = KnownTree.empty(Members.INSTANCE);
      for (KnownContact member : members) {
        known = known.merge(KnownTree.of(Members.INSTANCE, member));
      }
      return known;
    }
  }

  private static Arbitrary<Learned> learned() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, RandomContacts.contacts(CONTACTS.ids()).map(Learned.OfContact::new)),
        Tuple.of(3, Combinators.combine(CONTACTS.ids(), lists()).as(Learned.OfList::new)),
        Tuple.of(
            2, Combinators.combine(CONTACTS.ids(), CONTACTS.clocks()).as(Learned.OfMissing::new)),
        Tuple.of(2, Combinators.combine(CONTACTS.ids(), tries()).as(Learned.OfTries::new)),
        Tuple.of(1, progress().map(Learned.OfSettling::new)),
        Tuple.of(1, CONTACTS.ids().map(Learned.OfErasing::new)));
  }

  /** Draws what may be known of one tree. */
  @Provide
  Arbitrary<KnownTree> trees() {
    return histories().map(History::known);
  }

  /** Draws one course of events. */
  @Provide
  Arbitrary<History> histories() {
    return learned().list().ofMaxSize(MOST_LEARNED).map(History::new);
  }

  /** Draws the members of any graph, each by its first and only observation. */
  @Provide
  Arbitrary<Graph> graphs() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4).optional(0.8), named(), named(), named())
        .as(Sketch::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(MOST_MEMBERS)
        .map(
            sketches ->
                new Graph(
                    IntStream.range(0, sketches.size())
                        .mapToObj(i -> sketches.get(i).contact("c" + i))
                        .toList()));
  }

  /** A member without an id yet. */
  private record Sketch(
      Optional<Integer> minute,
      Optional<String> previous,
      Optional<String> related,
      Optional<String> initial) {
    KnownContact contact(String id) {
      Members member = Members.timeless(id);
      minute.ifPresent(member::began);
      previous.ifPresent(member::previous);
      related.ifPresent(member::related);
      initial.ifPresent(member::initial);
      return member.listed();
    }
  }

  /** Two ids more than there can be members, so that some names lead nowhere. */
  private static Arbitrary<Optional<String>> named() {
    return Arbitraries.integers().between(0, MOST_MEMBERS + 1).map(i -> "c" + i).optional(0.4);
  }

  private static Arbitrary<ListRead> lists() {
    return Combinators.combine(CONTACTS.clocks(), Arbitraries.of(ListRead.Ending.class))
        .as(ListRead::new);
  }

  private static Arbitrary<ListTries> tries() {
    return Combinators.combine(Arbitraries.of(1, 2, 4), CONTACTS.clocks()).as(ListTries::new);
  }

  private static Arbitrary<SettleProgress> progress() {
    return Combinators.combine(CONTACTS.clocks(), Arbitraries.of(0, 1, 3)).as(SettleProgress::new);
  }
}
