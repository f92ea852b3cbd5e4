package io.contacttree.domain.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

final class ReferenceOrderTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  /** In UTF-16 the emoji's first half (D83D) comes before U+FF01; in UTF-8 (F0 > EF) after it. */
  private static final String EMOJI = "\uD83D\uDE00";

  private static final String FULL_WIDTH = "\uFF01";

  @Test
  void referencesOfAContact_areSortedByTypeNameValueArn() {
    List<Reference> sorted =
        List.of(
            unknown("A", null, null, null),
            unknown("A", null, null, ""),
            unknown("A", null, null, "x"),
            unknown("A", null, "", null),
            unknown("A", null, "x", null),
            unknown("A", "", null, null),
            unknown("A", "x", null, null),
            unknown("A", "x", "1", "2"),
            unknown("A", "x", "2", "1"),
            unknown("B", null, null, null));
    List<Reference> backwards = sorted.reversed();
    assertThat(new KnownReferences.Read(NOON, Set.of(), backwards).references()).isEqualTo(sorted);
  }

  @Test
  void textsOutsideTheBasicPlane_areOrderedByTheirBytesInUtf8() {
    assertThat(unknown("A", FULL_WIDTH, null, null)).isLessThan(unknown("A", EMOJI, null, null));
    assertThat(unknown("A", null, FULL_WIDTH, null)).isLessThan(unknown("A", null, EMOJI, null));
    assertThat(unknown("A", null, null, FULL_WIDTH)).isLessThan(unknown("A", null, null, EMOJI));
    assertThat(unknown(FULL_WIDTH, null, null, null)).isLessThan(unknown(EMOJI, null, null, null));
    assertThat(unknown("A", "z", null, null)).isLessThan(unknown("A", "é", null, null));
  }

  @Test
  void sameTypeNameValueAndArnTwice_isKeptOnceWhateverCameFirst() {
    Reference processing = attachment("PROCESSING");
    Reference approved = attachment("APPROVED");
    KnownReferences.Read oneWay =
        new KnownReferences.Read(NOON, Set.of(), List.of(processing, approved, approved));
    KnownReferences.Read otherWay =
        new KnownReferences.Read(NOON, Set.of(), List.of(approved, processing));
    assertThat(oneWay).isEqualTo(otherWay);
    assertThat(oneWay.references()).containsExactly(processing);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Domain(RandomReferences.class)
  @Domain(DomainContext.Global.class)
  void referencesInAnyOrder_sameRead(@ForAll List<Reference> references, @ForAll Random random) {
    List<Reference> shuffled = new ArrayList<>(references);
    Collections.shuffle(shuffled, random);
    shuffled.addAll(references);
    assertThat(new KnownReferences.Read(NOON, Set.of(), shuffled))
        .isEqualTo(new KnownReferences.Read(NOON, Set.of(), references));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Domain(RandomReferences.class)
  void referencesOfARead_areEachPresentOnceInAscendingOrder(
      @ForAll KnownReferences known, @ForAll Reference more) {
    List<Reference> given = new ArrayList<>(List.of(more));
    known.read().ifPresent(read -> given.addAll(read.references()));
    List<Reference> kept = new KnownReferences.Read(NOON, Set.of(), given).references();
    for (int i = 1; i < kept.size(); i++) {
      assertThat(kept.get(i - 1)).isLessThan(kept.get(i));
    }
    assertThat(given)
        .allSatisfy(
            reference ->
                assertThat(kept).usingElementComparator(Reference.ORDER).contains(reference));
    assertThat(given).containsAll(kept);
  }

  private static Reference unknown(String type, String name, String value, String arn) {
    return new Reference(
        type,
        Optional.ofNullable(name),
        Optional.ofNullable(value),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(arn));
  }

  private static Reference attachment(String status) {
    return new Reference(
        "ATTACHMENT",
        Optional.of("file"),
        Optional.of("bucket/key"),
        Optional.empty(),
        Optional.of(status),
        Optional.empty());
  }
}
