package io.contacttree.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Reader;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML as CloudFormation writes it: the short form of a function (`!Ref X`) becomes its long
 * form (`{"Ref": X}`).
 *
 * <p>Works on SnakeYAML's nodes because every reader that makes values of them drops the tags it
 * does not know.
 */
public final class CloudFormationYaml {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CloudFormationYaml() {}

  /** Returns the document as JSON. */
  public static JsonNode read(Reader text) {
    LoaderOptions options = new LoaderOptions();
    Yaml yaml =
        new Yaml(
            new SafeConstructor(options),
            new Representer(new DumperOptions()),
            new DumperOptions(),
            options,
            new Resolver());
    return value(yaml.compose(text));
  }

  private static JsonNode value(Node node) {
    String tag = node.getTag().getValue();
    if (tag.startsWith("!") && tag.length() > 1) {
      return function(tag.substring(1), node);
    }
    return plain(node);
  }

  private static JsonNode function(String shortName, Node node) {
    if (shortName.equals("GetAtt") && node instanceof ScalarNode scalar) {
      return JSON.objectNode().set("Fn::GetAtt", pair(scalar.getValue()));
    }
    boolean isPrefixed = !shortName.equals("Ref") && !shortName.equals("Condition");
    return JSON.objectNode().set(isPrefixed ? "Fn::" + shortName : shortName, plain(node));
  }

  /** Splits "A.B.C" into the resource A and its attribute "B.C". */
  private static ArrayNode pair(String dotted) {
    ArrayNode pair = JSON.arrayNode();
    for (String part : List.of(dotted.split("\\.", 2))) {
      pair.add(part);
    }
    return pair;
  }

  private static JsonNode plain(Node node) {
    return switch (node) {
      case MappingNode mapping -> object(mapping);
      case SequenceNode sequence -> array(sequence);
      case ScalarNode scalar -> scalar(scalar);
      default -> throw new IllegalArgumentException("Unexpected YAML: " + node.getNodeId());
    };
  }

  private static ObjectNode object(MappingNode mapping) {
    ObjectNode object = JSON.objectNode();
    mapping
        .getValue()
        .forEach(
            entry ->
                object.set(
                    ((ScalarNode) entry.getKeyNode()).getValue(), value(entry.getValueNode())));
    return object;
  }

  private static ArrayNode array(SequenceNode sequence) {
    ArrayNode array = JSON.arrayNode();
    sequence.getValue().forEach(element -> array.add(value(element)));
    return array;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(
          text.equalsIgnoreCase("true")
              || text.equalsIgnoreCase("yes")
              || text.equalsIgnoreCase("on"));
    }
    if (tag.equals(Tag.INT) && text.matches("-?[0-9]{1,18}")) {
      return JSON.numberNode(Long.parseLong(text));
    }
    // Everything else stays the text it is: 0.9, 2010-09-09, 2/5.
    return JSON.textNode(text);
  }
}
