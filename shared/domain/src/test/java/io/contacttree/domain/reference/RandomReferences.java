package io.contacttree.domain.reference;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Draws references and reads of them from so few values that they collide: equal times, references
 * that differ in nothing but the state of their file.
 */
public final class RandomReferences extends DomainContextBase {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  /** Draws one reference. */
  @Provide
  public Arbitrary<Reference> reference() {
    return Combinators.combine(
            Arbitraries.of("URL", "ATTACHMENT", "EMAIL_MESSAGE", "HOLOGRAM"),
            texts(),
            texts(),
            Arbitraries.of(ValueState.class).optional(0.3),
            Arbitraries.of("APPROVED", "PROCESSING").optional(),
            texts())
        .as(Reference::new);
  }

  /** Draws what may be known of one contact's references. */
  @Provide
  public Arbitrary<KnownReferences> references() {
    Arbitrary<KnownReferences.Read> reads =
        Combinators.combine(
                times(),
                Arbitraries.of(Set.of("URL"), TYPES),
                Arbitraries.of(Set.<String>of(), Set.of("EMAIL_MESSAGE")),
                reference().list().ofMaxSize(3))
            .as(KnownReferences.Read::new);
    Arbitrary<KnownReferences.Failure> failures =
        Combinators.combine(times(), Arbitraries.of(FailureReason.class))
            .as(KnownReferences.Failure::new);
    return Combinators.combine(reads.optional(0.6), failures.optional(0.6))
        .as(KnownReferences::new);
  }

  private static final Set<String> TYPES = ReferenceTypes.DOCUMENTED.of("VOICE");

  private static Arbitrary<Instant> times() {
    return Arbitraries.of(NOON, NOON.plusMillis(1), NOON.plusSeconds(60));
  }

  private static Arbitrary<Optional<String>> texts() {
    return Arbitraries.of(List.of("", "a", "é")).optional(0.7);
  }
}
