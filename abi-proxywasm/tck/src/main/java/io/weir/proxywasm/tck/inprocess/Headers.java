package io.weir.proxywasm.tck.inprocess;

import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.tck.rule.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A header map that can go out, after which it is read-only. */
final class Headers implements HeaderMap {
  private final List<Field> fields = new ArrayList<>();
  private boolean sent;

  Headers(List<Field> fields) {
    this.fields.addAll(fields);
  }

  /** What is in it, without pseudo headers. */
  List<Field> regular() {
    return fields.stream().filter(f -> !f.name().startsWith(":")).toList();
  }

  List<Field> all() {
    return List.copyOf(fields);
  }

  void sent() {
    sent = true;
  }

  @Override
  public int size() {
    return fields.size();
  }

  @Override
  public String name(int index) {
    return fields.get(index).name();
  }

  @Override
  public String value(int index) {
    return fields.get(index).value();
  }

  @Override
  public @Nullable String get(String name) {
    return fields.stream()
        .filter(f -> f.name().equals(name))
        .map(Field::value)
        .findFirst()
        .orElse(null);
  }

  @Override
  public boolean isReadOnly() {
    return sent;
  }

  @Override
  public void add(String name, String value) {
    fields.add(new Field(name, value));
  }

  @Override
  public void set(String name, String value) {
    int first = 0;
    while (first < fields.size() && !fields.get(first).name().equals(name)) {
      first++;
    }
    remove(name);
    fields.add(Math.min(first, fields.size()), new Field(name, value));
  }

  @Override
  public void remove(String name) {
    fields.removeIf(f -> f.name().equals(name));
  }

  @Override
  public void clear() {
    fields.clear();
  }
}
