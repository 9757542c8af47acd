package io.weir.proxywasm.testkit;

import io.weir.proxywasm.host.HeaderMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Headers that can be frozen. */
public final class FakeHeaders implements HeaderMap {
  private final List<String[]> entries = new ArrayList<>();
  public boolean readOnly;

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public String name(int index) {
    return entries.get(index)[0];
  }

  @Override
  public String value(int index) {
    return entries.get(index)[1];
  }

  @Override
  public @Nullable String get(String name) {
    return entries.stream().filter(e -> e[0].equals(name)).map(e -> e[1]).findFirst().orElse(null);
  }

  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  @Override
  public void add(String name, String value) {
    entries.add(new String[] {name, value});
  }

  @Override
  public void set(String name, String value) {
    remove(name);
    add(name, value);
  }

  @Override
  public void remove(String name) {
    entries.removeIf(e -> e[0].equals(name));
  }

  @Override
  public void clear() {
    entries.clear();
  }

  @Override
  public String toString() {
    return String.join(",", entries.stream().map(e -> e[0] + "=" + e[1]).toList());
  }
}
