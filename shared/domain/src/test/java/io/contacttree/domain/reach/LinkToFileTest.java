package io.contacttree.domain.reach;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static io.contacttree.domain.tree.DrawnTree.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.connect.AttachedFiles;
import io.contacttree.domain.connect.SharedPace;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.find.FindContactTree;
import io.contacttree.domain.reach.LinkToFile.Answer;
import io.contacttree.domain.reference.FailureReason;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferenceValues;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.MovingClock;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LinkToFileTest {
  private static final ArnBeginning HOME = new ArnBeginning("aws", "eu-central-1", "123456789012");
  private static final AttachedFiles.Answer.Link LINK =
      new AttachedFiles.Answer.Link(
          "https://files.example.com/?X-Amz-Signature=1",
          DrawnTree.WRITTEN_AT.plusSeconds(300),
          Optional.of("a.pdf"),
          Optional.of(7L));

  private final MovingClock clock = new MovingClock(DrawnTree.WRITTEN_AT);
  private final InMemoryTreeStore store = new InMemoryTreeStore();
  private final List<String> asked = new ArrayList<>();
  private AttachedFiles.Answer told = LINK;
  private SharedPace.Turn turn = new SharedPace.Turn.Taken();
  private int slowDowns;

  private static Reference reference(String type, String name, String arn) {
    return new Reference(
        type,
        Optional.of(name),
        Optional.of("value"),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(arn));
  }

  @BeforeEach
  void treeWithFiles() {
    KnownTree known = DrawnTree.of("a\n└─ b").known();
    KnownReferences read =
        KnownReferences.read(
            DrawnTree.READ_AT.plusSeconds(1),
            ReferenceTypes.DOCUMENTED.of("EMAIL"),
            List.of(
                reference("ATTACHMENT", "by-name", null),
                reference("ATTACHMENT", "shown.pdf", "arn:aws:connect:r:1:instance/i/file/by-arn"),
                reference("EMAIL_MESSAGE", "mail", null),
                reference("URL", "link", null),
                reference("HOLOGRAM", "unknown-kind", null),
                reference("ATTACHMENT", "100%25", null)));
    store.save(
        DrawnTree.stored(
            known.withContacts(
                Map.of(id("a"), known.contact(id("a")).orElseThrow().withReferences(read))),
            1),
        List.of());
  }

  private LinkToFile files(ReferenceValues values) {
    return new LinkToFile(
        new FindContactTree(store),
        (instance, arn, file, deadline) -> {
          asked.add(arn + " " + file);
          return told;
        },
        new SharedPace() {
          @Override
          public Turn take(Duration longestWait) {
            assertThat(longestWait).isEqualTo(Duration.ofSeconds(2));
            return turn;
          }

          @Override
          public void slowDown() {
            slowDowns++;
          }
        },
        values,
        clock);
  }

  private Answer link(String contact, String... spellings) {
    return files(ReferenceValues.KEEP_ALL)
        .link(DRAWN_INSTANCE, new ContactId(contact), List.of(spellings), HOME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"by-name", "by-arn", "mail"})
  void fileOfTheContact_isLinkedByTheArnOfItsContact(String file) {
    assertThat(link("a", file)).isEqualTo(new Answer.Linked(LINK));

    assertThat(asked)
        .containsExactly(
            "arn:aws:connect:eu-central-1:123456789012:instance/instance-of-drawings/contact/a "
                + file);
  }

  @Test
  void fileNamedInTwoWays_isTheOneThatTheContactHas() {
    assertThat(link("a", "100%", "100%25")).isEqualTo(new Answer.Linked(LINK));

    assertThat(asked).singleElement().asString().endsWith(" 100%25");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "link", "shown.pdf", "unknown-kind"})
  void whatIsNoFileOfTheContact_isUnknown(String file) {
    assertThat(link("a", file)).isEqualTo(new Answer.UnknownFile());
    assertThat(asked).isEmpty();
  }

  @Test
  void fileOfAnotherMember_isUnknown() {
    assertThat(link("b", "by-name")).isEqualTo(new Answer.UnknownFile());
  }

  @Test
  void contactThatNobodyKnows_isUnknown() {
    assertThat(link("z", "by-name")).isEqualTo(new Answer.UnknownContact());
  }

  @Test
  void erasedContact_isErased() {
    store.bury(DRAWN_INSTANCE, id("b"));

    assertThat(link("b", "by-name")).isEqualTo(new Answer.Erased());
  }

  @ParameterizedTest
  @CsvSource({"ATTACHMENT=DROP, by-name", "ATTACHMENT=HASH, by-name", "EMAIL_MESSAGE=DROP, mail"})
  void fileOfATypeWhoseValuesAreNotKept_isUnknown(String setting, String file) {
    assertThat(
            files(ReferenceValues.parse(setting))
                .link(DRAWN_INSTANCE, id("a"), List.of(file), HOME))
        .isEqualTo(new Answer.UnknownFile());
    assertThat(asked).isEmpty();
  }

  @Test
  void turnTooLate_isTooManyWithoutAnAttempt() {
    turn = new SharedPace.Turn.TooLate(Duration.ofSeconds(3));

    assertThat(link("a", "by-name")).isEqualTo(new Answer.TooManyRequests(Duration.ofSeconds(3)));
    assertThat(asked).isEmpty();
  }

  @Test
  void fileThatIsNotApproved_isNotAvailable() {
    told = new AttachedFiles.Answer.NotApproved("PROCESSING");

    assertThat(link("a", "by-name")).isEqualTo(new Answer.NotAvailable("PROCESSING"));
  }

  @Test
  void failures_areToldApartByWhatCanBeDone() {
    Map<FailureReason, Answer> expected =
        Map.of(
            FailureReason.NOT_FOUND, new Answer.UnknownFile(),
            FailureReason.REFUSED, new Answer.NotServed(),
            FailureReason.INVALID, new Answer.NotServed(),
            FailureReason.UNAVAILABLE, new Answer.Unavailable(),
            FailureReason.THROTTLED, new Answer.Unavailable());
    for (FailureReason reason : FailureReason.values()) {
      told = new AttachedFiles.Answer.Failed(reason);
      assertThat(link("a", "by-name")).as("%s", reason).isEqualTo(expected.get(reason));
    }
    assertThat(slowDowns).isEqualTo(1);
  }

  @Test
  void link_saysNothingOfItsAddress() {
    assertThat(new Answer.Linked(LINK).toString()).doesNotContain("example.com", "a.pdf");
  }
}
