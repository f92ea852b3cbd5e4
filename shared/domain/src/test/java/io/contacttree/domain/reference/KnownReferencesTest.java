package io.contacttree.domain.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Domain(RandomReferences.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
final class KnownReferencesTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant LATER = NOON.plusMillis(1);
  private static final Reference OLD = url("old");
  private static final Reference NEW = url("new");

  @Test
  void newerRead_replacesTheOlderWhole() {
    KnownReferences older = read(NOON, OLD, NEW);
    KnownReferences newer = read(LATER, NEW);
    assertThat(older.merge(newer)).isEqualTo(newer);
    assertThat(newer.merge(older)).isEqualTo(newer);
    assertThat(older.merge(read(LATER))).isEqualTo(read(LATER));
  }

  @Test
  void failedRead_replacesNothing() {
    KnownReferences both =
        read(NOON, OLD).merge(KnownReferences.failed(LATER, FailureReason.THROTTLED));
    assertThat(both.read()).isEqualTo(read(NOON, OLD).read());
    assertThat(both.isGoneAfterRead()).isFalse();
  }

  @Test
  void severalFailures_theNewestStands() {
    KnownReferences throttled = KnownReferences.failed(NOON, FailureReason.THROTTLED);
    KnownReferences refused = KnownReferences.failed(LATER, FailureReason.REFUSED);
    assertThat(throttled.merge(refused)).isEqualTo(refused);
    assertThat(refused.merge(throttled)).isEqualTo(refused);
    assertThat(refused.failure())
        .contains(new KnownReferences.Failure(LATER, FailureReason.REFUSED));
  }

  @Test
  void contactUnknownAfterARead_gone() {
    KnownReferences unknownLater = KnownReferences.failed(LATER, FailureReason.NOT_FOUND);
    KnownReferences unknownBefore = KnownReferences.failed(NOON, FailureReason.NOT_FOUND);
    assertThat(read(NOON, OLD).merge(unknownLater).isGoneAfterRead()).isTrue();
    assertThat(read(NOON, OLD).merge(unknownBefore).isGoneAfterRead()).isFalse();
    assertThat(read(LATER, OLD).merge(unknownBefore).isGoneAfterRead()).isFalse();
    assertThat(unknownLater.isGoneAfterRead()).isFalse();
    assertThat(read(NOON, OLD).isGoneAfterRead()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(FailureReason.class)
  void newestReadFailed_forNowOnlyWhereTheReasonPasses(FailureReason reason) {
    boolean passes = reason == FailureReason.THROTTLED || reason == FailureReason.UNAVAILABLE;
    KnownReferences failed = KnownReferences.failed(NOON, reason);
    assertThat(reason.passes()).isEqualTo(passes);
    assertThat(failed.isFailedForNow()).isEqualTo(passes);
    assertThat(failed.merge(read(NOON.minusMillis(1))).isFailedForNow()).isEqualTo(passes);
    assertThat(failed.merge(read(NOON)).isFailedForNow()).isFalse();
    assertThat(read(NOON).isFailedForNow()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(FailureReason.class)
  void onlyRefusalsAndInvalidRequests_areDefinite(FailureReason reason) {
    assertThat(reason.isDefinite())
        .isEqualTo(reason == FailureReason.REFUSED || reason == FailureReason.INVALID);
  }

  @Test
  void nothingAsked_nothingKnown() {
    assertThat(KnownReferences.NONE.read()).isEmpty();
    assertThat(KnownReferences.NONE.failure()).isEmpty();
    assertThat(KnownReferences.NONE.isProcessing()).isFalse();
    assertThat(KnownReferences.NONE.isGoneAfterRead()).isFalse();
  }

  @Test
  void fileStillWorkedOn_processing() {
    assertThat(read(NOON, OLD, file("PROCESSING")).isProcessing()).isTrue();
    assertThat(read(NOON, OLD, file("APPROVED")).isProcessing()).isFalse();
    assertThat(read(NOON, file("REJECTED")).isProcessing()).isFalse();
  }

  @Test
  void givenTypesChangedLater_readStays() {
    Set<String> types = new HashSet<>(Set.of("URL", "DATE"));
    KnownReferences.Read read = new KnownReferences.Read(NOON, types, List.of());
    types.clear();
    assertThat(read.types()).containsExactly("DATE", "URL");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> read.types().clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> read.references().add(OLD));
  }

  @Test
  void typesReadAndTypesRefused_wereAllAsked() {
    KnownReferences.Read read =
        new KnownReferences.Read(NOON, Set.of("URL"), Set.of("EMAIL_MESSAGE"), List.of());
    assertThat(read.hasAsked(Set.of("URL", "EMAIL_MESSAGE"))).isTrue();
    assertThat(read.hasAsked(Set.of("URL"))).isFalse();
    assertThat(read.hasAsked(Set.of("URL", "EMAIL_MESSAGE", "DATE"))).isFalse();
  }

  @Test
  void listLeftOut_whatWasAskedAndRefusedStays() {
    KnownReferences known =
        KnownReferences.read(NOON, Set.of("URL"), Set.of("EMAIL_MESSAGE"), List.of(OLD));
    assertThat(known.withoutList())
        .isEqualTo(KnownReferences.read(NOON, Set.of("URL"), Set.of("EMAIL_MESSAGE"), List.of()));
  }

  @Property
  void mergedEitherWay_same(@ForAll KnownReferences one, @ForAll KnownReferences other) {
    assertThat(one.merge(other)).isEqualTo(other.merge(one));
  }

  @Property
  void groupedEitherWay_same(
      @ForAll KnownReferences one, @ForAll KnownReferences two, @ForAll KnownReferences three) {
    assertThat(one.merge(two).merge(three)).isEqualTo(one.merge(two.merge(three)));
  }

  @Property
  void mergedAgain_same(@ForAll KnownReferences one, @ForAll KnownReferences other) {
    assertThat(one.merge(one)).isEqualTo(one);
    assertThat(one.merge(other).merge(other)).isEqualTo(one.merge(other));
  }

  @Property
  void merged_neitherReadNorFailureIsOlderThanBefore(
      @ForAll KnownReferences one, @ForAll KnownReferences other) {
    KnownReferences merged = one.merge(other);
    one.read()
        .ifPresent(
            read -> assertThat(merged.read().orElseThrow().at()).isAfterOrEqualTo(read.at()));
    one.failure()
        .ifPresent(
            failure ->
                assertThat(merged.failure().orElseThrow().at()).isAfterOrEqualTo(failure.at()));
  }

  private static KnownReferences read(Instant at, Reference... references) {
    return KnownReferences.read(at, Set.of("URL"), List.of(references));
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

  private static Reference file(String status) {
    return new Reference(
        "ATTACHMENT",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(status),
        Optional.empty());
  }
}
