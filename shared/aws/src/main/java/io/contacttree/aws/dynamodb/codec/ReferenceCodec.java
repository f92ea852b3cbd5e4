package io.contacttree.aws.dynamodb.codec;

import io.contacttree.aws.dynamodb.item.ItemFields;
import io.contacttree.aws.dynamodb.item.ItemWriter;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ValueState;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One reference as an attribute. */
final class ReferenceCodec {
  private ReferenceCodec() {}

  static AttributeValue encode(Reference reference) {
    return new ItemWriter()
        .text("type", reference.type())
        .text("name", reference.name())
        .text("value", reference.value())
        .text("value_state", reference.valueState().map(ValueState::name))
        .text("status", reference.status())
        .text("arn", reference.arn())
        .asMap();
  }

  static Reference decode(AttributeValue value) {
    ItemFields fields = ItemFields.of(value);
    return new Reference(
        fields.text("type"),
        fields.optionalText("name"),
        fields.optionalText("value"),
        fields.optionalText("value_state").map(ValueState::valueOf),
        fields.optionalText("status"),
        fields.optionalText("arn"));
  }
}
