package io.weir.registry.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * YAML from strangers as a JSON tree, with the lines that things stand on. Depth, size, aliases and
 * what they unfold to are bounded. No type is made of a tag: only texts, numbers, true, false and
 * null are told apart, as JSON has them.
 */
public final class SpecYaml {
  private static final int MAX_CHARACTERS = 512 << 10;
  private static final int MAX_DEPTH = 50;
  private static final int MAX_ALIASES = 100;
  private static final int MAX_NODES = 20_000;
  private static final int MAX_DIGITS = 100;
  private static final Pattern INTEGER = Pattern.compile("[-+]?(?:0|[1-9][0-9]*)");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:0|[1-9][0-9]*)?(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, Integer> lines = new HashMap<>();
  private int nodes;

  /**
   * A document.
   *
   * @param root a missing node for an empty one
   * @param lines the line, from 1, of each thing by its JSON pointer
   */
  public record Document(JsonNode root, Map<String, Integer> lines) {}

  /** A text that is not YAML, or more of it than is read. */
  public static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;

    UnreadableException(int line, String message, Throwable cause) {
      super(message, cause);
      this.line = line;
    }

    UnreadableException(int line, String message) {
      super(message);
      this.line = line;
    }

    /** From 1; 0 when it is about all of it. */
    public int line() {
      return line;
    }
  }

  private SpecYaml() {}

  /**
   * Reads one document.
   *
   * @throws UnreadableException when it is not YAML, saying where
   */
  public static Document read(String text) throws UnreadableException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      SpecYaml reader = new SpecYaml();
      return root == null
          ? new Document(JSON.missingNode(), Map.of())
          : new Document(reader.tree(root, "", 0), reader.lines);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new UnreadableException(line, String.valueOf(e.getProblem()), e);
    } catch (YAMLException e) {
      throw new UnreadableException(0, firstLine(e), e);
    }
  }

  private static String firstLine(YAMLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private JsonNode tree(Node node, String pointer, int depth) throws UnreadableException {
    int line = node.getStartMark().getLine() + 1;
    lines.put(pointer, line);
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
      throw new UnreadableException(
          line,
          "more than %d values, or %d levels, with its aliases written out"
              .formatted(MAX_NODES, MAX_DEPTH));
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, pointer, depth);
      case SequenceNode sequence -> array(sequence, pointer, depth);
      case ScalarNode scalar -> value(scalar);
      default -> JSON.nullNode();
    };
  }

  private ObjectNode object(MappingNode mapping, String pointer, int depth)
      throws UnreadableException {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple each : mapping.getValue()) {
      int line = each.getKeyNode().getStartMark().getLine() + 1;
      if (!(each.getKeyNode() instanceof ScalarNode key)) {
        throw new UnreadableException(line, "a name that is no text");
      }
      String name = key.getValue();
      if (object.has(name)) {
        throw new UnreadableException(line, name + " is there twice");
      }
      String escaped = name.replace("~", "~0").replace("/", "~1");
      object.set(name, tree(each.getValueNode(), pointer + "/" + escaped, depth + 1));
    }
    return object;
  }

  private ArrayNode array(SequenceNode sequence, String pointer, int depth)
      throws UnreadableException {
    ArrayNode array = JSON.arrayNode();
    for (Node each : sequence.getValue()) {
      array.add(tree(each, pointer + "/" + array.size(), depth + 1));
    }
    return array;
  }

  private static JsonNode value(ScalarNode scalar) {
    String text = scalar.getValue();
    if (!scalar.isPlain()) {
      return JSON.textNode(text);
    }
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> JSON.nullNode();
      case "true", "True", "TRUE" -> JSON.booleanNode(true);
      case "false", "False", "FALSE" -> JSON.booleanNode(false);
      default -> number(text);
    };
  }

  private static JsonNode number(String text) {
    if (text.length() > MAX_DIGITS) {
      return JSON.textNode(text);
    }
    if (INTEGER.matcher(text).matches()) {
      BigInteger whole = new BigInteger(text);
      return whole.bitLength() < Long.SIZE
          ? JSON.numberNode(whole.longValue())
          : JSON.numberNode(whole);
    }
    boolean digit = text.chars().anyMatch(Character::isDigit);
    return digit && DECIMAL.matcher(text).matches()
        ? JSON.numberNode(new BigDecimal(text))
        : JSON.textNode(text);
  }
}
