package io.weir.proxywasm.internal;

import io.weir.proxywasm.host.HeaderMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Headers of a guest's own making, on their way to a callout or a local reply. */
public final class SimpleHeaderMap implements HeaderMap {
  private final List<String> entries = new ArrayList<>();

  @Override
  public int size() {
    return entries.size() / 2;
  }

  @Override
  public String name(int index) {
    return entries.get(index * 2);
  }

  @Override
  public String value(int index) {
    return entries.get(index * 2 + 1);
  }

  @Override
  public @Nullable String get(String name) {
    for (int i = 0; i < entries.size(); i += 2) {
      if (entries.get(i).equals(name)) {
        return entries.get(i + 1);
      }
    }
    return null;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public void add(String name, String value) {
    entries.add(name.toLowerCase(Locale.ROOT));
    entries.add(value);
  }

  @Override
  public void set(String name, String value) {
    remove(name);
    add(name, value);
  }

  @Override
  public void remove(String name) {
    for (int i = entries.size() - 2; i >= 0; i -= 2) {
      if (entries.get(i).equals(name)) {
        entries.remove(i + 1);
        entries.remove(i);
      }
    }
  }

  @Override
  public void clear() {
    entries.clear();
  }
}
