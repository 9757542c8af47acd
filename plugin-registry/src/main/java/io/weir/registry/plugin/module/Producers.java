package io.weir.registry.plugin.module;

import io.weir.proxywasm.engine.InvalidModuleException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The custom section {@code producers} (tool conventions of WebAssembly): languages and tools that
 * a module went through.
 */
final class Producers {
  private Producers() {}

  /** The names by field; none when it is malformed, since a custom section makes none invalid. */
  static Map<String, List<String>> read(ByteCursor cursor) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    try {
      int count = cursor.size();
      for (int i = 0; i < count; i++) {
        fields.put(cursor.name(), names(cursor));
      }
    } catch (InvalidModuleException e) {
      return Map.of();
    }
    return fields;
  }

  private static List<String> names(ByteCursor cursor) {
    int count = cursor.size();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(cursor.name());
      cursor.name(); // its version
    }
    return List.copyOf(names);
  }
}
