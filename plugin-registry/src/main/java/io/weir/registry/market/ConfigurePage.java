package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.market.form.Field;
import io.weir.registry.market.form.FieldProblem;
import io.weir.registry.market.form.FormBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plugin's configuration as a form, and what it comes out as. */
record ConfigurePage(
    Frame frame,
    Card plugin,
    String action,
    String validate,
    @Nullable Field form,
    boolean yaml,
    boolean hasSchema,
    String yamlText,
    int yamlRows,
    List<FieldProblem> problems,
    boolean checked,
    boolean valid,
    String output,
    String json,
    List<Snippets.Snippet> snippets,
    @Nullable String example,
    String url,
    String phase,
    String priority,
    String digest) {
  private static final int MIN_ROWS = 8;
  private static final int MAX_ROWS = 30;

  /**
   * @param detail a plugin of the API with its details
   */
  static ConfigurePage of(JsonNode detail, ConfigureForm form, Links links, Frame frame) {
    Card card = Card.of(detail, links);
    String yaml = form.yamlText();
    Snippets snippets = new Snippets(detail, frame.registry(), form.state().value());
    String action = links.configure(card.repository(), card.version());
    return new ConfigurePage(
        frame,
        card,
        action,
        links.validate(card.repository(), card.version()),
        fields(form),
        form.yaml(),
        form.schema() != null,
        yaml,
        (int) Math.clamp(yaml.lines().count() + 2, MIN_ROWS, MAX_ROWS),
        form.checked() ? form.problems() : List.of(),
        form.checked(),
        form.valid(),
        yaml.isEmpty() ? "{}\n" : yaml,
        form.state().value().toString(),
        snippets.all(),
        detail.path("example").isObject() ? action + "&from=example" : null,
        "oci://" + snippets.reference(),
        Wording.text(detail, "phase"),
        Wording.text(detail, "priority"),
        Wording.text(detail, "digest"));
  }

  private static @Nullable Field fields(ConfigureForm form) {
    return fields(form, form.checked() ? form.problems() : List.of());
  }

  private static @Nullable Field fields(ConfigureForm form, List<FieldProblem> shown) {
    return form.yaml() || form.schema() == null
        ? null
        : FormBuilder.build(form.schema().json(), form.state(), shown);
  }

  /** What the script gets for what was typed so far. */
  static ObjectNode answer(JsonNode detail, ConfigureForm form, String authority) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("valid", form.valid());
    answer.put("yaml", form.yamlText());
    answer.set("config", form.state().value());
    ArrayNode problems = answer.putArray("problems");
    for (FieldProblem each : form.problems()) {
      problems.addObject().put("pointer", each.pointer()).put("message", each.message());
    }
    ObjectNode fields = answer.putObject("fields");
    Field shown = fields(form, form.problems());
    if (shown != null) {
      shown.visit(each -> put(fields, each));
    }
    ArrayNode snippets = answer.putArray("snippets");
    new Snippets(detail, authority, form.state().value())
        .all()
        .forEach(each -> snippets.add(each.text()));
    return answer;
  }

  private static void put(ObjectNode fields, Field field) {
    if (field.isWrong()) {
      ArrayNode messages = fields.putArray(field.path());
      field.problems().forEach(messages::add);
    }
  }
}
