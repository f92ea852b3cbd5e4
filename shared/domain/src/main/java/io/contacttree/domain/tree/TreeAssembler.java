package io.contacttree.domain.tree;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.ReferenceTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Derives the document from what is known: a pure function, linear in the number of contacts apart
 * from sorting.
 *
 * @param settleMax the settle reads a tree may have since its last news, 0 or more
 * @param referenceTypes which types of references each channel has
 */
public record TreeAssembler(int settleMax, ReferenceTypes referenceTypes) {

  public TreeAssembler {
    if (settleMax < 0) {
      throw new IllegalArgumentException("settle reads cannot be fewer than 0");
    }
  }

  /**
   * Returns the document of a tree with at least one member.
   *
   * @throws IllegalArgumentException where no contact is known
   */
  public ContactTree assemble(KnownTree known, long revision, Instant writtenAt) {
    TreeShape shape = shape(known);
    ReferencesView references = new ReferencesView(isExhausted(known), referenceTypes);
    List<TreeContact> contacts = new ArrayList<>(shape.places().size());
    for (TreeShape.Place place : shape.places()) {
      contacts.add(member(place, known, references));
    }
    TreeState state = settleRules().of(known, contacts);
    Optional<ConnectArn> arn = arn(contacts);
    return new ContactTree(
        shape.root(),
        known.instance(),
        arn.map(ConnectArn::account),
        arn.map(ConnectArn::region),
        revision,
        state,
        ContactTree.TreeSummary.of(contacts, state),
        defects(known, shape, contacts),
        known.associatedAt(),
        writtenAt,
        contacts);
  }

  /**
   * Returns the id under which a tree with at least one member is stored, its root's.
   *
   * @throws IllegalArgumentException where no contact is known
   */
  public ContactId treeId(KnownTree known) {
    return shape(known).root();
  }

  private static TreeShape shape(KnownTree known) {
    return TreeShape.of(known.contacts().values().stream().map(ContactFacts::of).toList());
  }

  /** Returns whether a tree has used up its settle reads. */
  public boolean isExhausted(KnownTree known) {
    return settleRules().isExhausted(known);
  }

  /** Returns what settle reads look for. */
  public SettleRules settleRules() {
    return new SettleRules(settleMax, referenceTypes);
  }

  private static TreeContact member(
      TreeShape.Place place, KnownTree known, ReferencesView references) {
    KnownContact contact = known.contact(place.facts().contact()).orElseThrow();
    return new TreeContact(
        place.facts(),
        place.link(),
        place.parent(),
        place.depth(),
        contact.firstSeenAt(),
        contact.listedAt().filter(at -> !known.associatedAt().equals(Optional.of(at))),
        references.of(contact.references()));
  }

  private static Optional<ConnectArn> arn(List<TreeContact> contacts) {
    return contacts.stream()
        .flatMap(contact -> contact.facts().value(Fact.CONTACT_ARN).stream())
        .flatMap(arn -> ConnectArn.parse(arn).stream())
        .findFirst();
  }

  private List<Defect> defects(KnownTree known, TreeShape shape, List<TreeContact> contacts) {
    List<Defect> defects = new ArrayList<>(shape.defects());
    settleRules()
        .missingParents(known)
        .forEach(id -> defects.add(Defect.of(Defect.Code.MISSING_PARENT, id)));
    known.erasedNames().forEach(id -> defects.add(Defect.of(Defect.Code.ERASED, id)));
    contacts.stream()
        .filter(contact -> contact.facts().hasUnknownValue())
        .forEach(contact -> defects.add(Defect.of(Defect.Code.UNKNOWN_VALUE, contact.id())));
    // Which id a list was asked by depends on the order of events, so these two name no contact.
    if (SettleRules.hasList(known, ListRead.Ending.TRUNCATED)) {
      defects.add(Defect.of(Defect.Code.TRUNCATED_LIST));
    }
    if (SettleRules.hasList(known, ListRead.Ending.TOKEN_LOOP)) {
      defects.add(Defect.of(Defect.Code.TOKEN_LOOP));
    }
    return defects.stream().sorted().toList();
  }
}
