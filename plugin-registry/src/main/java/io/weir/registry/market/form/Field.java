package io.weir.registry.market.form;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A control of a form, ready to be shown.
 *
 * @param kind one word: group, list, map, choice, text, number, flag or raw
 * @param id for labels; unique in its form
 * @param path as in {@link Submission}
 * @param label what a person calls it
 * @param hint what it is for; empty for nothing to say
 * @param enforced whether it has to be filled in as things are: required, and so is what it is in
 * @param text what stands in it
 * @param fallback what counts when it is left empty; empty for nothing
 * @param choices of a choice or flag
 * @param children of a group, list or map
 * @param key of an entry of a map; null elsewhere
 * @param rest what a group has beyond its schema, as YAML; empty for nothing
 * @param problems found with it
 */
public record Field(
    String kind,
    String id,
    String path,
    String label,
    String hint,
    boolean required,
    boolean enforced,
    String text,
    String fallback,
    Limits limits,
    List<Choice> choices,
    List<Field> children,
    @Nullable String key,
    String rest,
    List<String> problems) {

  /** One of several values. */
  public record Choice(String value, String label, boolean selected) {}

  /** What a browser checks by itself; null for no limit. */
  public record Limits(
      @Nullable String min,
      @Nullable String max,
      @Nullable String step,
      @Nullable String minLength,
      @Nullable String maxLength,
      @Nullable String pattern) {
    static final Limits NONE = new Limits(null, null, null, null, null, null);
  }

  public boolean isGroup() {
    return kind.equals("group");
  }

  /** A list or a map. */
  public boolean isItems() {
    return kind.equals("list") || kind.equals("map");
  }

  public boolean isControl() {
    return !isGroup() && !isItems();
  }

  public boolean isChoice() {
    return kind.equals("choice") || kind.equals("flag");
  }

  public boolean isNumber() {
    return kind.equals("number");
  }

  public boolean isRaw() {
    return kind.equals("raw");
  }

  /** Whether it needs more than a line. */
  public boolean isArea() {
    return isRaw() || (kind.equals("text") && text.contains("\n"));
  }

  public boolean isLine() {
    return isNumber() || (kind.equals("text") && !isArea());
  }

  public boolean isEntry() {
    return key != null;
  }

  public boolean isWrong() {
    return !problems.isEmpty();
  }

  /** Lines of the text, with some to go on. */
  public int rows() {
    return (int) Math.clamp(text.lines().count() + 1, 2, 16);
  }

  /** How many items a list or map has. */
  public int count() {
    return children.size();
  }

  /** This with other problems. */
  Field with(List<String> others) {
    return new Field(
        kind, id, path, label, hint, required, enforced, text, fallback, limits, choices, children,
        key, rest, others);
  }

  /** Calls {@code each} for this and all that is in it. */
  public void visit(Consumer<Field> each) {
    each.accept(this);
    children.forEach(child -> child.visit(each));
  }
}
