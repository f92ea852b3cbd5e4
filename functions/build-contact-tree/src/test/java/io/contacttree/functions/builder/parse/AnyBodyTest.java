package io.contacttree.functions.builder.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the queue brings, the parser answers; it never throws. */
final class AnyBodyTest {
  private static final Instant SENT_AT = Instant.parse("2026-03-02T10:15:32.250Z");

  private static final String EVENT =
      """
      {"version":"0","detail-type":"Amazon Connect Contact Event","source":"aws.connect",\
      "time":"2026-03-02T10:15:31Z","detail":{"eventType":"COMPLETED","contactId":"contact-1",\
      "initialContactId":"contact-0","channel":"VOICE","instanceArn":"arn:aws:connect:us-east-1:\
      123456789012:instance/instance-1","disconnectTimestamp":"2026-03-02T10:15:30.902Z",\
      "agentInfo":{"agentArn":"a/agent/agent-1",\
      "afterContactWorkEndTimestamp":"2026-03-02T10:15:29Z"}}}""";

  private final MessageParser parser = new MessageParser(Optional.empty());

  private ParsedMessage parse(String body) {
    return parser.parse("message-1", body, SENT_AT);
  }

  @Property
  void anyBytes_areAnswered(@ForAll byte[] bytes) {
    assertThat(parse(new String(bytes, StandardCharsets.UTF_8))).isNotNull();
    assertThat(parse(new String(bytes, StandardCharsets.ISO_8859_1))).isNotNull();
  }

  @Property
  void anEventWithSomeBytesChanged_isAnswered(@ForAll("changes") List<Change> changes) {
    StringBuilder body = new StringBuilder(EVENT);
    changes.forEach(change -> body.setCharAt(change.at() % body.length(), change.to()));

    assertThat(parse(body.toString())).isNotNull();
  }

  @Property
  void anEventCutAnywhere_isMalformed(@ForAll("cuts") int length) {
    assertThat(parse(EVENT.substring(0, length))).isInstanceOf(ParsedMessage.Malformed.class);
  }

  @Property
  void anyTextInAnyField_isAnswered(@ForAll("fields") String field, @ForAll String text) {
    String written = text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", "");
    String body = EVENT.replaceFirst("(\"" + field + "\":)\"[^\"]*\"", "$1\"%s\"");

    assertThat(parse(body.replace("%s", written))).isNotNull();
  }

  @Property
  void whatIsTaken_isAlwaysAValidClaim(@ForAll("changes") List<Change> changes) {
    StringBuilder body = new StringBuilder(EVENT);
    changes.forEach(change -> body.setCharAt(change.at() % body.length(), change.to()));

    if (parse(body.toString()) instanceof ParsedMessage.Ended ended) {
      assertThat(ended.message().claim().named()).isNotEmpty();
    }
  }

  record Change(int at, char to) {}

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(
            Arbitraries.integers().between(0, EVENT.length() - 1), Arbitraries.chars().all())
        .as(Change::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(0, EVENT.length() - 1);
  }

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.of(
        "detail-type",
        "source",
        "time",
        "eventType",
        "contactId",
        "initialContactId",
        "channel",
        "instanceArn",
        "disconnectTimestamp",
        "agentArn",
        "afterContactWorkEndTimestamp");
  }
}
