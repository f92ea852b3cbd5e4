package io.contacttree.domain.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values are credentials (tree rules, section 5.3). */
final class SignedLinkTest {
  private static final List<List<String>> SIGNATURES =
      List.of(
          List.of("X-Amz-Signature"),
          List.of("Signature", "Expires"),
          List.of("Signature", "Key-Pair-Id"),
          List.of("sig", "se"));

  /** Words of queries; some of them are names of which only half a signature is made. */
  private static final List<String> PLAIN =
      List.of(
          "id", "q", "Expires", "se", "Key-Pair-Id", "X-Amz-Date", "design", "case", "a b", "é");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://b.example/k?X-Amz-Signature=00ff",
        "http://b.example/k?X-Amz-Signature=00ff",
        "HTTPS://b.example/k?X-Amz-Signature=00ff",
        " https://b.example/k?X-Amz-Signature=00ff",
        "https://b.example/k?x-amz-signature=00ff",
        "https://b.example/k?X-AMZ-SIGNATURE=00ff#page=1",
        "https://b.example/k?X%2DAmz%2DSignature=00ff",
        "https://b.example/k?%58-amz-%73ignature=00ff",
        "https://b.example/k?X-Amz-Date=1&X-Amz-Expires=60&X-Amz-Signature=00ff",
        "https://b.example/k?a=?&X-Amz-Signature=00ff",
        "https://b.example/k?a=1;X-Amz-Signature=00ff",
        "https://b.example/k?#X-Amz-Signature=00ff",
        "https://b.example/k?AWSAccessKeyId=a&Signature=s%3D&Expires=1",
        "https://b.example/k?expires=1&signature=s",
        "https://b.example/k?Policy=p&Signature=s&Key-Pair-Id=K",
        "https://b.example/k?key%2Dpair%2Did=K&SIGNATURE=s",
        "https://b.example/k?sv=2024&se=2026-01-01&sr=b&sp=r&sig=s%2B",
        "https://b.example/k?SIG=s&SE=1",
        "https://b.example/k?%73%69%67=s&%73%65=1",
        "https://b.example/k?to=https%3A%2F%2Fc.example%2Ff%3FX-Amz-Signature%3D00ff",
        "https://b.example/k?to=https%253A%252F%252Fc.example%252Ff%253Fsig%253Ds%2526se%253D1",
      })
  void addressWithASignature_endsBeforeItsQuery(String signed) {
    assertThat(kept(signed)).isEqualTo(signed.substring(0, signed.indexOf('?')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://e.example/order?id=7",
        "https://e.example/order",
        "https://e.example/?",
        "https://e.example/?&&=&;",
        "https://e.example/?Signature=of+the+customer",
        "https://e.example/?Expires=1&Key-Pair-Id=K",
        "https://e.example/?sig=s",
        "https://e.example/?se=1",
        "https://e.example/?signal=1&seat=2",
        "https://e.example/?q=X-Amz-Signature",
        "https://e.example/?q=sig&se=1",
        "https://e.example/?rate=100%&x=%zz&y=%",
        "X-Amz-Signature=00ff",
        "see https://b.example/k?X-Amz-Signature=00ff",
        "ftp://b.example/k?X-Amz-Signature=00ff",
        "why? X-Amz-Signature=00ff",
        "",
        "?",
      })
  void everythingElse_isKeptAsSent(String plain) {
    assertThat(kept(plain)).isEqualTo(plain);
  }

  @Property
  void addressesWithASignature_keepNothingOfIt(@ForAll("signedAddresses") String signed) {
    String kept = kept(signed);
    assertThat(kept).isEqualTo(signed.substring(0, signed.indexOf('?')));
    assertThat(URLDecoder.decode(kept, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
        .doesNotContain("sig");
  }

  @Property
  void addressesWithoutASignature_areKeptAsSent(@ForAll("plainAddresses") String plain) {
    assertThat(kept(plain)).isEqualTo(plain);
  }

  @Property
  void anyText_endsNowhereOrBeforeItsFirstQuestionMark(@ForAll String text) {
    assertThat(kept(text)).isIn(text, text.split("\\?", -1)[0]);
  }

  @Provide
  Arbitrary<String> signedAddresses() {
    return Combinators.combine(addresses(), Arbitraries.of(SIGNATURES), words(), seeds())
        .as(
            (address, signature, words, seed) -> {
              List<String> names = new ArrayList<>(words);
              names.addAll(signature);
              return address + query(names, new Random(seed));
            });
  }

  @Provide
  Arbitrary<String> plainAddresses() {
    return Combinators.combine(addresses(), words(), seeds())
        .as((address, words, seed) -> address + query(words, new Random(seed)));
  }

  private static Arbitrary<Long> seeds() {
    return Arbitraries.longs();
  }

  private static Arbitrary<List<String>> words() {
    return Arbitraries.of(PLAIN).list().ofMinSize(1).ofMaxSize(5);
  }

  private static Arbitrary<String> addresses() {
    return Arbitraries.of(
        "https://e.example", "http://e.example/", "HTTPS://e.example/a/b", "https://e.example:1/é");
  }

  /** Writes the names in any order and letter case, some of their characters percent-encoded. */
  private static String query(List<String> names, Random random) {
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, random);
    StringBuilder query = new StringBuilder("?");
    for (String name : shuffled) {
      query.append(query.length() > 1 ? "&" : "");
      name.chars().forEach(character -> query.append(written(character, random)));
      query.append('=').append(Integer.toHexString(random.nextInt()));
    }
    return query.toString();
  }

  private static String written(int character, Random random) {
    char either =
        (char)
            (random.nextBoolean()
                ? Character.toLowerCase(character)
                : Character.toUpperCase(character));
    return either < 128 && random.nextInt(4) == 0
        ? "%%%02X".formatted((int) either)
        : String.valueOf(either);
  }

  private static String kept(String value) {
    return new Reference(
            "URL",
            Optional.empty(),
            Optional.of(value),
            Optional.empty(),
            Optional.empty(),
            Optional.empty())
        .value()
        .orElseThrow();
  }
}
