package io.weir.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The fields of one mapping: which are asked for, and what is wrong with them. */
abstract sealed class FieldReader permits ScalarFields {
  final Problems problems;
  private final SourceNode.Mapping mapping;
  private final Place place;

  /** Whether a missing field is worth a report: not when the whole mapping is missing or wrong. */
  private final boolean present;

  /** In the order of the questions; a name may be there twice. */
  private final List<String> known = new ArrayList<>();

  private final List<String> refused = new ArrayList<>(0);

  FieldReader(SourceNode.Mapping mapping, Place place, Problems problems, boolean present) {
    this.mapping = mapping;
    this.place = place;
    this.problems = problems;
    this.present = present;
  }

  /** Notes a problem of the field {@code name}. */
  void problem(String name, String message, String remedy) {
    problems.add(at(name).toString(), message, remedy);
  }

  /** Notes a problem of the mapping as a whole. */
  void problemHere(String message, String remedy) {
    problems.add(place.toString(), message, remedy);
  }

  /** Refuses a field that Weir knows of and does not have yet, saying what to do instead. */
  void unsupported(String name, String remedy) {
    unsupported(name, value -> false, remedy);
  }

  /** As {@link #unsupported(String, String)}, for all but the values that {@code allowed} holds. */
  void unsupported(String name, Predicate<JsonNode> allowed, String remedy) {
    refused.add(name);
    SourceNode.Field field = mapping.fields().get(name);
    if (field != null && !allowed.test(field.value().toJson())) {
      problem(name, "not supported yet", remedy);
    }
  }

  /** All that may be asked for has been: what is left is unknown. */
  void done() {
    mapping
        .fields()
        .forEach(
            (name, field) -> {
              if (!known.contains(name) && !refused.contains(name)) {
                unknown(name, field.line());
              }
            });
  }

  private void unknown(String name, int line) {
    Set<String> names = new LinkedHashSet<>(known);
    String closest = Suggestions.closest(name, names);
    if (closest != null && !mapping.fields().containsKey(closest)) {
      problems.excuse(at(closest).toString());
    }
    String expected = " (expected: " + String.join(", ", names) + ")";
    problems.addAt(
        at(name).toString(), line, "unknown field" + expected, Suggestions.remedy(name, names));
  }

  /** Null when it is missing, or says null. */
  @Nullable SourceNode value(String name) {
    known.add(name);
    SourceNode.Field field = mapping.fields().get(name);
    return field == null || field.value().isNull() ? null : field.value();
  }

  void missing(String name, String expected) {
    // a value of the wrong type has been reported already, at the same place
    if (present) {
      problem(name, "missing (expected: " + expected + ")", "add " + name + ": ...");
    }
  }

  void wrong(SourceNode value, Place at, String expected, String remedy) {
    problems.add(at.toString(), value.describe() + " (expected: " + expected + ")", remedy);
  }

  Place at(String name) {
    return place.field(name);
  }
}
