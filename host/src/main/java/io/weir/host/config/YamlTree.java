package io.weir.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Turns a YAML text into {@link SourceNode}s. Plain scalars are typed by the core schema of YAML
 * 1.2, so {@code no} and {@code on} are strings. Anchors and aliases work; merge keys, tags and
 * complex keys are problems.
 */
final class YamlTree {
  /** Aliases can make a small text huge; no honest configuration has this many values. */
  private static final int MAX_NODES = 500_000;

  private final Problems problems;
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int count;

  private YamlTree(Problems problems) {
    this.problems = problems;
  }

  /** The document, or null when it is empty or cannot be parsed, which is then a problem. */
  static @Nullable SourceNode read(String text, Problems problems) {
    try {
      Node root = compose(text);
      return root == null ? null : new YamlTree(problems).convert(root, Place.of(""));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
      problems.addAt("", mark == null ? 0 : mark.getLine() + 1, syntax(e), remedy(e));
    } catch (YAMLException e) {
      problems.addAt("", 0, "not YAML: " + e.getMessage(), "save the file as UTF-8 text");
    }
    return null;
  }

  private static @Nullable Node compose(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(100);
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setMaxAliasesForCollections(MAX_NODES);
    ParserImpl parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
    return new Composer(parser, new CoreSchemaResolver(), options).getSingleNode();
  }

  private static String syntax(MarkedYAMLException e) {
    String context = e.getContext();
    String problem = e.getProblem();
    return "not YAML: " + (context == null ? "" : context + ", ") + problem;
  }

  private static String remedy(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    if (problem.contains("TAB")) {
      return "indent with spaces instead of tabs";
    }
    if (problem.contains("but found another document")) {
      return "keep one document in the file: remove the line ---";
    }
    return "check the indentation, the brackets and the quotes here and on the line above";
  }

  private SourceNode convert(Node node, Place place) {
    int line = node.getStartMark().getLine() + 1;
    if (++count > MAX_NODES) {
      if (count == MAX_NODES + 1) {
        problems.addAt(
            place.toString(),
            line,
            "more than " + MAX_NODES + " values",
            "use fewer aliases, or split it");
      }
      return nothing(line);
    }
    if (!open.add(node)) {
      problems.addAt(place.toString(), line, "an alias to what contains it", "write the value out");
      return nothing(line);
    }
    try {
      return switch (node) {
        case MappingNode mapping -> mapping(mapping, place, line);
        case SequenceNode sequence -> sequence(sequence, place, line);
        case ScalarNode scalar -> new SourceNode.Scalar(line, scalar(scalar, place, line));
        default -> throw new IllegalStateException("node: " + node.getNodeId());
      };
    } finally {
      open.remove(node);
    }
  }

  private SourceNode mapping(MappingNode mapping, Place place, int line) {
    checkTag(mapping, Tag.MAP, place, line);
    Map<String, SourceNode.Field> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      int keyLine = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.addAt(
            place.toString(), keyLine, "a key that is no string", "write a plain name as the key");
        continue;
      }
      String name = key.getValue();
      Place at = place.field(name);
      if (key.isPlain() && name.equals("<<")) {
        problems.addAt(
            at.toString(), keyLine, "merge keys are not supported", "repeat the fields here");
        continue;
      }
      Duplicates.check(fields, name, at, keyLine, problems);
      fields.put(name, new SourceNode.Field(keyLine, convert(tuple.getValueNode(), at)));
    }
    return new SourceNode.Mapping(line, Collections.unmodifiableMap(fields));
  }

  private SourceNode sequence(SequenceNode sequence, Place place, int line) {
    checkTag(sequence, Tag.SEQ, place, line);
    List<SourceNode> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(convert(item, place.item(items.size())));
    }
    return new SourceNode.Sequence(line, List.copyOf(items));
  }

  private JsonNode scalar(ScalarNode scalar, Place place, int line) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    Tag tag = scalar.getTag();
    String text = scalar.getValue();
    if (tag.equals(Tag.STR)) {
      return json.textNode(text);
    }
    if (tag.equals(Tag.NULL)) {
      return json.nullNode();
    }
    if (tag.equals(Tag.BOOL) && CoreSchemaResolver.BOOL.matcher(text).matches()) {
      return json.booleanNode(text.equalsIgnoreCase("true"));
    }
    if (tag.equals(Tag.INT) && CoreSchemaResolver.INT.matcher(text).matches()) {
      return integer(text);
    }
    if (tag.equals(Tag.FLOAT) && CoreSchemaResolver.FLOAT.matcher(text).matches()) {
      return json.numberNode(Double.parseDouble(text));
    }
    checkTag(scalar, Tag.STR, place, line);
    return json.nullNode();
  }

  private static JsonNode integer(String text) {
    BigInteger value =
        switch (text.length() > 2 ? text.substring(0, 2) : "") {
          case "0x" -> new BigInteger(text.substring(2), 16);
          case "0o" -> new BigInteger(text.substring(2), 8);
          default -> new BigInteger(text);
        };
    if (value.bitLength() < 32) {
      return JsonNodeFactory.instance.numberNode(value.intValueExact());
    }
    return value.bitLength() < 64
        ? JsonNodeFactory.instance.numberNode(value.longValueExact())
        : BigIntegerNode.valueOf(value);
  }

  private void checkTag(Node node, Tag plain, Place place, int line) {
    if (!node.getTag().equals(plain)) {
      String message = "the YAML tag " + node.getTag().getValue() + " is not supported";
      problems.addAt(place.toString(), line, message, "remove the tag and write the plain value");
    }
  }

  private static SourceNode nothing(int line) {
    return new SourceNode.Scalar(line, JsonNodeFactory.instance.nullNode());
  }
}
