package io.contacttree.standin.http;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class PercentCodingTest {
  @Test
  void encodedSlash_staysInItsSegment() {
    assertThat(PercentCoding.segments("/contacts/i%2Fj/c%20%C3%A4+"))
        .containsExactly("contacts", "i/j", "c ä+");
  }

  @Test
  void emptySegments_areKept() {
    assertThat(PercentCoding.segments("/a//b/")).containsExactly("a", "", "b", "");
  }

  @Test
  void brokenEncoding_isLeftAsItIs() {
    assertThat(PercentCoding.decode("100%")).isEqualTo("100%");
    assertThat(PercentCoding.decode("%zz%4")).isEqualTo("%zz%4");
  }

  @Test
  void queryKeysRepeated_keepTheirValuesInOrder() {
    Query query = Query.parse("t=B&t=A&empty=&bare&plus=a+b%2Bc");

    assertThat(query.all("t")).containsExactly("B", "A");
    assertThat(query.first("empty")).hasValue("");
    assertThat(query.first("bare")).hasValue("");
    assertThat(query.first("plus")).hasValue("a b+c");
    assertThat(query.first("absent")).isEmpty();
    assertThat(Query.parse(null).values()).isEmpty();
  }

  @Property
  void anyText_isTheSameAfterEncodingAndDecoding(@ForAll String text) {
    String wellFormed =
        new String(
            text.codePoints().map(PercentCodingTest::noSurrogate).toArray(),
            0,
            text.codePointCount(0, text.length()));

    assertThat(PercentCoding.segments("/" + PercentCoding.encode(wellFormed)))
        .containsExactly(wellFormed);
  }

  /** A lone surrogate has no UTF-8 form. */
  private static int noSurrogate(int codePoint) {
    return codePoint >= 0xd800 && codePoint <= 0xdfff ? 'x' : codePoint;
  }
}
