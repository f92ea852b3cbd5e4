package io.contacttree.aws.dynamodb.codec;

import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.tree.Defect;
import java.util.Arrays;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One defect as an attribute. */
final class DefectCodec {
  private DefectCodec() {}

  static AttributeValue encode(Defect defect) {
    return new ItemWriter()
        .text("code", defect.code().text())
        .text("contact_id", defect.contact().map(ContactId::value))
        .asMap();
  }

  static Defect decode(AttributeValue value) {
    ItemFields fields = ItemFields.of(value);
    String text = fields.text("code");
    Defect.Code code =
        Arrays.stream(Defect.Code.values())
            .filter(known -> known.text().equals(text))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no defect is called " + text));
    return new Defect(code, fields.optionalContact("contact_id"));
  }
}
