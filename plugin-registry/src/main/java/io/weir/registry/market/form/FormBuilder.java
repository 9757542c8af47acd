package io.weir.registry.market.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.market.form.Field.Choice;
import io.weir.registry.market.form.Field.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a schema and what was filled in to controls. One use, one thread. */
public final class FormBuilder {
  private final FormState state;
  private final Map<String, List<String>> problems = new LinkedHashMap<>();
  private int fields;

  private FormBuilder(FormState state, List<FieldProblem> found) {
    this.state = state;
    for (FieldProblem each : found) {
      problems.computeIfAbsent(each.pointer(), pointer -> new ArrayList<>()).add(each.message());
    }
  }

  /**
   * @param found by the check of the state's value
   */
  public static Field build(JsonNode schema, FormState state, List<FieldProblem> found) {
    List<FieldProblem> all = new ArrayList<>(state.problems());
    all.addAll(found);
    FormBuilder builder = new FormBuilder(state, all);
    return builder.field(schema, state.value(), new Spot("", "", 0, "", false, true, null));
  }

  /** Where a control stands: see {@link FormReader}. */
  private record Spot(
      String path,
      String pointer,
      int depth,
      String label,
      boolean required,
      boolean enforced,
      @Nullable String key) {
    /**
     * @param filled whether what it is in is there, so that what is required is missed
     */
    Spot property(String name, String shown, boolean wanted, boolean filled) {
      return new Spot(
          Pointer.child(path, name),
          Pointer.child(pointer, name),
          depth + 1,
          shown,
          wanted,
          wanted && filled,
          null);
    }

    Spot item(int index) {
      return child(index, String.valueOf(index), null);
    }

    Spot entry(int index, String name) {
      return child(index, name, name);
    }

    private Spot child(int index, String name, @Nullable String entryKey) {
      return new Spot(
          Pointer.child(path, index),
          Pointer.child(pointer, name),
          depth + 1,
          label + " " + (index + 1),
          true,
          true,
          entryKey);
    }
  }

  private Field field(JsonNode schema, JsonNode value, Spot spot) {
    Shape shape =
        ++fields > FormReader.MAX_FIELDS
            ? Shape.RAW
            : fitting(Shape.of(schema, spot.depth()), value);
    return switch (shape) {
      case GROUP -> group(schema, value, spot);
      case LIST -> list(schema, value, spot);
      case MAP -> map(schema, value, spot);
      case CHOICE -> control("choice", schema, value, spot, choices(schema, value), Limits.NONE);
      case FLAG -> control("flag", schema, value, spot, flags(schema, value), Limits.NONE);
      case INTEGER ->
          control("number", schema, value, spot, List.of(), LimitsOf.number(schema, "1"));
      case NUMBER ->
          control("number", schema, value, spot, List.of(), LimitsOf.number(schema, "any"));
      case TEXT -> control("text", schema, value, spot, List.of(), LimitsOf.text(schema));
      case RAW -> raw(schema, value, spot);
    };
  }

  /** A value that the control cannot hold is shown as YAML, so that nothing gets lost. */
  private static Shape fitting(Shape shape, JsonNode value) {
    boolean nothing = value.isMissingNode() || value.isNull();
    boolean fits =
        switch (shape) {
          case GROUP, MAP -> value.isObject();
          case LIST -> value.isArray();
          case RAW -> true;
          default -> !value.isContainerNode();
        };
    return nothing || fits ? shape : Shape.RAW;
  }

  private Field group(JsonNode schema, JsonNode value, Spot spot) {
    Set<String> required = Required.of(schema);
    boolean filled = spot.enforced() || !value.isEmpty();
    List<Field> children = new ArrayList<>();
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    value.properties().forEach(each -> rest.set(each.getKey(), each.getValue()));
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      String name = each.getKey();
      rest.remove(name);
      String label = each.getValue().path("title").asText(name);
      children.add(
          field(
              each.getValue(),
              value.path(name),
              spot.property(name, label, required.contains(name), filled)));
    }
    String unread = state.texts().get(Submission.REST + spot.path());
    String text = unread != null ? unread : rest.isEmpty() ? "" : YamlText.write(rest);
    return box("group", schema, spot, children, text);
  }

  private Field list(JsonNode schema, JsonNode value, Spot spot) {
    List<Field> children = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      Spot item = spot.item(i);
      children.add(field(schema.path("items"), value.path(i), item));
    }
    return box("list", schema, spot, children, "");
  }

  private Field map(JsonNode schema, JsonNode value, Spot spot) {
    List<Field> children = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : value.properties()) {
      Spot entry = spot.entry(children.size(), each.getKey());
      children.add(field(schema.path("additionalProperties"), each.getValue(), entry));
    }
    return box("map", schema, spot, children, "");
  }

  private Field box(String kind, JsonNode schema, Spot spot, List<Field> children, String rest) {
    return field(kind, schema, spot, "", Limits.NONE, List.of(), children, rest);
  }

  private Field control(
      String kind,
      JsonNode schema,
      JsonNode value,
      Spot spot,
      List<Choice> choices,
      Limits limits) {
    String text = value.isMissingNode() || value.isNull() ? "" : Scalars.write(value);
    return field(kind, schema, spot, text, limits, choices, List.of(), "");
  }

  private Field raw(JsonNode schema, JsonNode value, Spot spot) {
    String unread = state.texts().get(Submission.VALUE + spot.path());
    boolean nothing =
        value.isMissingNode() || value.isNull() || (value.isTextual() && value.asText().isEmpty());
    String text = unread != null ? unread : nothing ? "" : YamlText.write(value).stripTrailing();
    Field field = field("raw", schema, spot, text, Limits.NONE, List.of(), List.of(), "");
    return field.with(within(spot.pointer()));
  }

  /** The problems of a value that has no controls of its own for its parts. */
  private List<String> within(String pointer) {
    return problems.entrySet().stream()
        .filter(each -> each.getKey().equals(pointer) || each.getKey().startsWith(pointer + "/"))
        .flatMap(each -> each.getValue().stream())
        .toList();
  }

  private Field field(
      String kind,
      JsonNode schema,
      Spot spot,
      String text,
      Limits limits,
      List<Choice> choices,
      List<Field> children,
      String rest) {
    return new Field(
        kind,
        "f" + fields,
        spot.path(),
        spot.label(),
        Hints.of(schema, kind),
        spot.required(),
        spot.enforced(),
        text,
        Hints.fallback(schema),
        limits,
        choices,
        children,
        spot.key(),
        rest,
        problems.getOrDefault(spot.pointer(), List.of()));
  }

  private static List<Choice> choices(JsonNode schema, JsonNode value) {
    List<Choice> choices = new ArrayList<>();
    for (JsonNode each : schema.path("enum")) {
      String text = Scalars.write(each);
      choices.add(new Choice(text, text, text.equals(value.asText(""))));
    }
    return choices;
  }

  private static List<Choice> flags(JsonNode schema, JsonNode value) {
    return List.of(
        new Choice("true", "yes", value.asText("").equals("true")),
        new Choice("false", "no", value.asText("").equals("false")));
  }
}
