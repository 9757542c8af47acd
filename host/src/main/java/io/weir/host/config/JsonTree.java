package io.weir.host.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a JSON text into {@link SourceNode}s. */
final class JsonTree {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
          .build();

  private final JsonParser parser;
  private final Problems problems;

  private JsonTree(JsonParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The document, or null when it is empty or cannot be parsed, which is then a problem. */
  static @Nullable SourceNode read(String text, Problems problems) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        return null;
      }
      SourceNode root = new JsonTree(parser, problems).convert(Place.of(""));
      if (parser.nextToken() != null) {
        int line = parser.currentTokenLocation().getLineNr();
        problems.addAt("", line, "text after the end of the document", "remove it");
      }
      return root;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      String message = "not JSON: " + e.getOriginalMessage();
      problems.addAt("", line, message, "check the commas, the brackets and the quotes here");
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private SourceNode convert(Place place) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(place, line);
      case START_ARRAY -> sequence(place, line);
      default -> new SourceNode.Scalar(line, scalar());
    };
  }

  private SourceNode mapping(Place place, int line) throws IOException {
    Map<String, SourceNode.Field> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      Place at = place.field(name);
      int keyLine = parser.currentTokenLocation().getLineNr();
      Duplicates.check(fields, name, at, keyLine, problems);
      parser.nextToken();
      fields.put(name, new SourceNode.Field(keyLine, convert(at)));
    }
    return new SourceNode.Mapping(line, Collections.unmodifiableMap(fields));
  }

  private SourceNode sequence(Place place, int line) throws IOException {
    List<SourceNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(convert(place.item(items.size())));
    }
    return new SourceNode.Sequence(line, List.copyOf(items));
  }

  private JsonNode scalar() throws IOException {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case VALUE_STRING -> json.textNode(parser.getText());
      case VALUE_TRUE -> json.booleanNode(true);
      case VALUE_FALSE -> json.booleanNode(false);
      case VALUE_NUMBER_FLOAT -> json.numberNode(parser.getDoubleValue());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> json.numberNode(parser.getIntValue());
            case LONG -> json.numberNode(parser.getLongValue());
            default -> json.numberNode(parser.getBigIntegerValue());
          };
      default -> json.nullNode();
    };
  }
}
