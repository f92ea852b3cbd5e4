package io.contacttree.domain.tree;

import static io.contacttree.domain.tree.Members.ASSEMBLER;
import static io.contacttree.domain.tree.Members.LISTED_AT;
import static io.contacttree.domain.tree.Members.START;
import static io.contacttree.domain.tree.Members.contact;
import static io.contacttree.domain.tree.Members.known;
import static io.contacttree.domain.tree.Members.timeless;
import static io.contacttree.domain.tree.Members.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferencesState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TreeAssemblerTest {
  private static final Instant WRITTEN_AT = Instant.parse("2026-03-02T13:00:00Z");

  @Test
  void treeOfFourContacts_factsOfTheWholeTree() {
    KnownTree known =
        known(
            contact("A", 0).with(Fact.AGENT_ID, "ann").with(Fact.QUEUE_ID, "sales"),
            contact("B", 10)
                .previous("A")
                .with(Fact.INITIATION_METHOD, "TRANSFER")
                .with(Fact.AGENT_ID, "bob")
                .with(Fact.QUEUE_ID, "sales"),
            contact("C", 20)
                .previous("B")
                .with(Fact.INITIATION_METHOD, "QUEUE_TRANSFER")
                .with(Fact.AGENT_ID, "ann"),
            contact("D", 5).related("A").with(Fact.CHANNEL, "CHAT"));
    known = with(known, "A", url("1"), url("2"));
    known = with(known, "D", url("3"));
    ContactTree.TreeSummary facts = tree(known).facts();
    assertThat(facts)
        .isEqualTo(
            new ContactTree.TreeSummary(
                "VOICE",
                List.of("CHAT", "VOICE"),
                4,
                2,
                2,
                2,
                1,
                3,
                Optional.of(START),
                Optional.of(START.plus(Duration.ofMinutes(30))),
                Optional.of(Duration.ofMinutes(30))));
  }

  @Test
  void rootThatBeganLater_itsChannelIsTheRootChannel() {
    ContactTree tree =
        tree(known(contact("A", 9).with(Fact.CHANNEL, "EMAIL"), contact("B", 0).previous("A")));
    assertThat(tree.facts().rootChannel()).isEqualTo("EMAIL");
    assertThat(tree.facts().channels()).containsExactly("EMAIL", "VOICE");
    assertThat(tree.facts().firstInitiatedAt()).contains(START);
  }

  @Test
  void memberStillOpen_noDurationButTheTimesKnown() {
    ContactTree.TreeSummary facts =
        tree(known(contact("A", 0), timeless("B").began(5).previous("A"))).facts();
    assertThat(facts.firstInitiatedAt()).contains(START);
    assertThat(facts.lastDisconnectedAt()).contains(START.plus(Duration.ofMinutes(10)));
    assertThat(facts.duration()).isEmpty();
  }

  @Test
  void noTimesKnown_noTimesShown() {
    KnownContact ended =
        KnownContact.ended(new ContactId("A"), Facts.NONE, START.plusSeconds(1), LISTED_AT);
    ContactTree.TreeSummary facts = tree(KnownTree.of(Members.INSTANCE, ended)).facts();
    assertThat(facts.firstInitiatedAt()).isEmpty();
    assertThat(facts.lastDisconnectedAt()).isEmpty();
    assertThat(facts.duration()).isEmpty();
    assertThat(facts.depth()).isZero();
  }

  @Test
  void revisionInstanceAndTimes_areThoseGiven() {
    KnownTree known = known(contact("A", 0), contact("B", 1).previous("A"));
    ContactTree tree = ASSEMBLER.assemble(known, 7, WRITTEN_AT);
    assertThat(tree.revision()).isEqualTo(7);
    assertThat(tree.writtenAt()).isEqualTo(WRITTEN_AT);
    assertThat(tree.instance()).isEqualTo(Members.INSTANCE);
    assertThat(tree.treeId()).isEqualTo(new ContactId("A"));
    assertThat(tree.associatedAt()).contains(LISTED_AT);
  }

  @Test
  void memberOfTheNewestList_carriesNoListTimeOfItsOwn() {
    KnownTree known =
        known(contact("A", 0), contact("B", 1).previous("A"))
            .withContacts(
                Map.of(
                    new ContactId("A"),
                    KnownContact.listed(new ContactId("A"), Facts.NONE, LISTED_AT.plusSeconds(60))))
            .withList(
                new ContactId("A"),
                new ListRead(LISTED_AT.plusSeconds(60), ListRead.Ending.COMPLETE));
    ContactTree tree = tree(known);
    assertThat(tree.associatedAt()).contains(LISTED_AT.plusSeconds(60));
    assertThat(tree.contacts().getFirst().listedAt()).isEmpty();
    assertThat(tree.contacts().getLast().listedAt()).contains(LISTED_AT);
    assertThat(tree.contacts().getLast().firstSeenAt()).isEqualTo(LISTED_AT);
  }

  @Test
  void arnOfTheRoot_givesAccountAndRegion() {
    ContactTree tree =
        tree(
            known(
                contact("A", 1)
                    .with(
                        Fact.CONTACT_ARN,
                        "arn:aws:connect:eu-west-2:444455556666:instance/i/contact/A"),
                contact("B", 0)
                    .previous("A")
                    .with(
                        Fact.CONTACT_ARN,
                        "arn:aws:connect:eu-west-1:111122223333:instance/i/contact/B")));
    assertThat(tree.account()).contains("444455556666");
    assertThat(tree.region()).contains("eu-west-2");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws-us-gov:connect:us-gov-west-1:111122223333:instance/i/contact/A, us-gov-west-1",
    "arn:aws::connect:us-west-2:111122223333:instance/i/contact/A, us-west-2"
  })
  void arnOfOtherPartitionOrWithEmptyField_isRead(String arn, String region) {
    ContactTree tree = tree(known(contact("A", 0).with(Fact.CONTACT_ARN, arn)));
    assertThat(tree.account()).contains("111122223333");
    assertThat(tree.region()).contains(region);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "arn:aws:connect:eu-west-2:4444:instance/i/contact/A",
        "arn:aws:s3:eu-west-2:444455556666:instance/i/contact/A"
      })
  void textThatIsNoArnOfAmazonConnect_givesNeither(String arn) {
    ContactTree tree = tree(known(contact("A", 0).with(Fact.CONTACT_ARN, arn)));
    assertThat(tree.account()).isEmpty();
    assertThat(tree.region()).isEmpty();
  }

  @Test
  void severalDefects_sortedByCodeThenId() {
    KnownTree known =
        known(
                contact("R", 0),
                contact("S", 1),
                contact("N", 2).previous("N2"),
                contact("M", 3).previous("M2").with(Fact.CHANNEL, "HOLOGRAM"),
                contact("Z", 4).previous("Y"),
                contact("Y", 5).previous("Z"))
            .withMissing(new ContactId("M2"), LISTED_AT)
            .withMissing(new ContactId("N2"), LISTED_AT)
            .withList(new ContactId("R"), new ListRead(LISTED_AT, ListRead.Ending.TRUNCATED))
            .withList(new ContactId("S"), new ListRead(LISTED_AT, ListRead.Ending.TOKEN_LOOP));
    assertThat(Members.defects(tree(known)))
        .isEqualTo(
            """
            cycle Z
            missing_parent M2
            missing_parent N2
            orphan M
            orphan N
            orphan Z
            several_roots S
            token_loop
            truncated_list
            unknown_value M
            """);
  }

  @Test
  void emailWhoseFurtherTypesWereRefused_saysThatTheUsualSixWereRead() {
    Set<String> six = ReferenceTypes.DOCUMENTED.of("VOICE");
    Set<String> further = new TreeSet<>(ReferenceTypes.DOCUMENTED.of("EMAIL"));
    further.removeAll(six);
    KnownTree known = known(contact("A", 0).with(Fact.CHANNEL, "EMAIL"));
    known = with(known, "A", KnownReferences.read(LISTED_AT, six, further, List.of(url("1"))));
    TreeContact.References shown = tree(known).contacts().getFirst().references();
    assertThat(shown.state()).isEqualTo(ReferencesState.FETCHED);
    assertThat(shown.types())
        .hasValueSatisfying(types -> assertThat(types).containsExactlyElementsOf(six));
  }

  @Test
  void emailWithAllElevenTypesRead_saysWhichTypesWere() {
    Set<String> eleven = ReferenceTypes.DOCUMENTED.of("EMAIL");
    KnownTree known = known(contact("A", 0).with(Fact.CHANNEL, "EMAIL"), contact("B", 1));
    known = with(known, "A", KnownReferences.read(LISTED_AT, eleven, List.of(url("1"))));
    known = with(known, "B", url("1"));
    ContactTree tree = tree(known);
    assertThat(tree.contacts().getFirst().references().types())
        .hasValueSatisfying(types -> assertThat(types).containsExactlyElementsOf(eleven));
    assertThat(tree.contacts().getLast().references())
        .isEqualTo(
            new TreeContact.References(
                ReferencesState.FETCHED,
                Optional.of(LISTED_AT),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(url("1")))));
  }

  @Test
  void nothingKnown_isNoTree() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tree(KnownTree.empty(Members.INSTANCE)))
        .withMessage("a tree has at least one contact");
  }

  @Test
  void settleReads_areUsedUpWhenAsManyAsAllowed() {
    KnownTree known = known(contact("A", 0));
    TreeAssembler two = new TreeAssembler(2, ReferenceTypes.DOCUMENTED);
    assertThat(two.isExhausted(known.withSettle(new SettleProgress(LISTED_AT, 1)))).isFalse();
    assertThat(two.isExhausted(known.withSettle(new SettleProgress(LISTED_AT, 2)))).isTrue();
    assertThat(new TreeAssembler(0, ReferenceTypes.DOCUMENTED).isExhausted(known)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TreeAssembler(-1, ReferenceTypes.DOCUMENTED))
        .withMessage("settle reads cannot be fewer than 0");
  }

  @Test
  void document_cannotBeChangedFromOutside() {
    List<Reference> given = new ArrayList<>(List.of(url("1")));
    TreeContact.References references =
        new TreeContact.References(
            ReferencesState.FETCHED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(given));
    given.clear();
    assertThat(references.count()).isEqualTo(1);
    ContactTree tree = tree(known(contact("A", 0)));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> tree.contacts().clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> tree.facts().channels().clear());
  }

  private static KnownTree with(KnownTree known, String id, Reference... references) {
    return with(
        known,
        id,
        KnownReferences.read(
            LISTED_AT, ReferenceTypes.DOCUMENTED.of("VOICE"), List.of(references)));
  }

  private static KnownTree with(KnownTree known, String id, KnownReferences references) {
    KnownContact contact = known.contact(new ContactId(id)).orElseThrow();
    return known.withContacts(Map.of(contact.id(), contact.withReferences(references)));
  }

  private static Reference url(String value) {
    return new Reference(
        "URL",
        Optional.empty(),
        Optional.of(value),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
