package io.weir.registry.market.form;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a sent form by name: {@code v:} and a path for a value, {@code n:} for how many
 * items a list or map has, {@code k:} for the key of a map's entry, {@code r:} for what a group has
 * beyond its schema. A path is a JSON pointer in which a map's entries are numbered.
 *
 * @param add the path of the list or map that gets one more item; null for none
 * @param remove the path of the item that is taken out; null for none
 */
public record Submission(
    Map<String, String> fields, @Nullable String add, @Nullable String remove) {
  static final String VALUE = "v:";
  static final String COUNT = "n:";
  static final String KEY = "k:";
  static final String REST = "r:";

  public Submission {
    fields = Map.copyOf(fields);
  }

  String value(String path) {
    return fields.getOrDefault(VALUE + path, "");
  }

  String key(String path) {
    return fields.getOrDefault(KEY + path, "").strip();
  }

  String rest(String path) {
    return fields.getOrDefault(REST + path, "");
  }

  /** How many items there are at {@code path}; 0 when the form does not say. */
  int count(String path) {
    String text = fields.getOrDefault(COUNT + path, "0");
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }
}
