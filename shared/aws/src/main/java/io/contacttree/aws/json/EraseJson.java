package io.contacttree.aws.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Timestamps;
import io.contacttree.domain.erase.Copy;
import io.contacttree.domain.erase.Erasure;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes what an erasure came to as JSON: no white space, keys in a fixed order. */
public final class EraseJson {
  private EraseJson() {}

  /** Returns what was erased, or would be, and which copies remain. */
  public static String write(boolean dryRun, Erasure erasure, List<Copy> copies) {
    return ListJson.written(
        json -> {
          json.writeBooleanField("dry_run", dryRun);
          ids(json, "erased", erasure.erased());
          ids(json, "already_erased", erasure.alreadyErased());
          json.writeArrayFieldStart("copies");
          for (Copy copy : copies) {
            json.writeStartObject();
            json.writeStringField("where", copy.where().name().toLowerCase(Locale.ROOT));
            json.writeStringField("until", Timestamps.format(copy.until()));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void ids(JsonGenerator json, String name, Set<ContactId> ids) throws IOException {
    json.writeArrayFieldStart(name);
    for (ContactId id : ids) {
      json.writeString(id.value());
    }
    json.writeEndArray();
  }
}
