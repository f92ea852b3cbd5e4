package io.contacttree.aws.queue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.Observation;
import io.contacttree.domain.contact.Timestamps;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/** Writes the body of a message that carries a claim. */
final class ClaimWriter {
  // SQS refuses a few characters of Unicode; escaped they pass.
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final JsonGenerator json;

  private ClaimWriter(JsonGenerator json) {
    this.json = json;
  }

  static String write(Claim claim, ClaimMessage.Trail trail, Instant sentAt) {
    StringWriter body = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(body)) {
      new ClaimWriter(json).envelope(claim, trail, sentAt);
    } catch (IOException memoryDoesNotFail) {
      throw new UncheckedIOException(memoryDoesNotFail);
    }
    return body.toString();
  }

  private void envelope(Claim claim, ClaimMessage.Trail trail, Instant sentAt) throws IOException {
    json.writeStartObject();
    json.writeStringField("version", "0");
    json.writeStringField("source", ClaimMessages.SOURCE);
    json.writeStringField("detail-type", ClaimMessages.DETAIL_TYPE);
    json.writeStringField("time", Timestamps.format(sentAt));
    json.writeObjectFieldStart("detail");
    claim(claim);
    trail(trail);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void claim(Claim claim) throws IOException {
    json.writeStringField("kind", Kind.of(claim).name());
    json.writeStringField("instance_id", claim.instance().value());
    json.writeStringField("contact_id", claim.contact().value());
    switch (claim) {
      case Claim.Ended ended -> {
        time("ended_at", ended.endedAt());
        time("references_from", ended.referencesFrom());
        facts(ended.facts());
      }
      case Claim.Observe observe -> {
        time("not_before", observe.notBefore());
        if (observe.settle().isPresent()) {
          json.writeObjectFieldStart("settle");
          time("news_at", observe.settle().get().newsAt());
          json.writeNumberField("reads", observe.settle().get().reads());
          json.writeEndObject();
        }
      }
      case Claim.Rebuild rebuild -> time("not_before", rebuild.notBefore());
    }
  }

  private void facts(Facts facts) throws IOException {
    json.writeObjectFieldStart("facts");
    for (Map.Entry<Fact, Observation> fact : facts.observations().entrySet()) {
      json.writeObjectFieldStart(fact.getKey().attribute());
      json.writeStringField("value", fact.getValue().value());
      time("at", fact.getValue().stamp().at());
      json.writeNumberField("rank", fact.getValue().stamp().rank());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void trail(ClaimMessage.Trail trail) throws IOException {
    json.writeObjectFieldStart("journey");
    time("first_sent_at", trail.firstSentAt());
    json.writeNumberField("hops", trail.hops());
    if (trail.list().isPresent()) {
      AssociatedContacts.Cursor cursor = trail.list().get();
      json.writeObjectFieldStart("list");
      json.writeStringField("contact_id", cursor.contact().value());
      time("started_at", cursor.startedAt());
      json.writeStringField("page_token", cursor.pageToken());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void time(String name, Instant time) throws IOException {
    json.writeStringField(name, time.toString());
  }
}
