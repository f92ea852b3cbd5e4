package io.contacttree.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;

/** Whatever is known, in whatever order it became known, merges to the same. */
@Domain(RandomContacts.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
final class MergePropertiesTest {

  @Property
  void factsMergedEitherWay_same(@ForAll Facts one, @ForAll Facts other) {
    assertThat(one.merge(other)).isEqualTo(other.merge(one));
  }

  @Property
  void factsGroupedEitherWay_same(@ForAll Facts one, @ForAll Facts two, @ForAll Facts three) {
    assertThat(one.merge(two).merge(three)).isEqualTo(one.merge(two.merge(three)));
  }

  @Property
  void factsMergedAgain_same(@ForAll Facts one, @ForAll Facts other) {
    assertThat(one.merge(one)).isEqualTo(one);
    assertThat(one.merge(other).merge(other)).isEqualTo(one.merge(other));
  }

  @Property
  void factsMerged_newestObservationOfEachStandsAndNoneIsErased(
      @ForAll Facts one, @ForAll Facts other) {
    Facts merged = one.merge(other);
    for (Fact fact : Fact.values()) {
      assertThat(merged.observations().get(fact))
          .isEqualTo(
              Stream.of(one, other)
                  .flatMap(facts -> Stream.ofNullable(facts.observations().get(fact)))
                  .max(
                      (left, right) ->
                          left.stamp().equals(right.stamp())
                              ? left.value().compareTo(right.value())
                              : isNewer(left.stamp(), right.stamp()) ? 1 : -1)
                  .orElse(null));
    }
  }

  @Property
  void contactsMergedEitherWay_same(@ForAll KnownContact one, @ForAll KnownContact other) {
    assertThat(one.merge(other)).isEqualTo(other.merge(one));
  }

  @Property
  void contactMergedWithItselfButTheReferences_same(@ForAll KnownContact contact) {
    assertThat(contact.merge(contact.withoutReferenceList())).isEqualTo(contact);
    assertThat(contact.withoutReferenceList().merge(contact)).isEqualTo(contact);
  }

  @Property
  void contactsGroupedEitherWay_same(
      @ForAll KnownContact one, @ForAll KnownContact two, @ForAll KnownContact three) {
    assertThat(one.merge(two).merge(three)).isEqualTo(one.merge(two.merge(three)));
  }

  @Property
  void contactsMergedAgain_same(@ForAll KnownContact one, @ForAll KnownContact other) {
    assertThat(one.merge(one)).isEqualTo(one);
    assertThat(one.merge(other).merge(other)).isEqualTo(one.merge(other));
  }

  @Property
  void endedContactMerged_neverOpenAgain(@ForAll KnownContact one, @ForAll KnownContact other) {
    assertThat(one.merge(other).hasEnded()).isEqualTo(one.hasEnded() || other.hasEnded());
    assertThat(one.merge(other).isListedAsEnded())
        .isEqualTo(one.isListedAsEnded() || other.isListedAsEnded());
  }

  private static boolean isNewer(Stamp left, Stamp right) {
    return left.at().isAfter(right.at())
        || (left.at().equals(right.at()) && left.rank() > right.rank());
  }
}
