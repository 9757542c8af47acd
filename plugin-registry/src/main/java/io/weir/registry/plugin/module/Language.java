package io.weir.registry.plugin.module;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The language that a plugin's source is written in. */
public enum Language {
  RUST("Rust"),
  GO("Go"),
  TINYGO("TinyGo"),
  ASSEMBLYSCRIPT("AssemblyScript"),
  CPP("C++"),
  JAVASCRIPT("JavaScript");

  private final String label;

  Language(String label) {
    this.label = label;
  }

  /** As its people write it. */
  public String label() {
    return label;
  }

  /** The language of that name, whatever its case; null when it is none of these. */
  public static @Nullable Language of(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    for (Language each : values()) {
      if (wanted.equals(each.label.toLowerCase(Locale.ROOT))
          || wanted.equals(each.name().toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    return wanted.equals("c") ? CPP : null;
  }

  /**
   * Tells the language of a module: by its {@code producers} section (tool conventions of
   * WebAssembly), else by exports that only one toolchain makes, else by what its runtime leaves in
   * the data.
   *
   * @return null when nothing tells
   */
  public static @Nullable Language detect(ModuleOutline outline) {
    Language told = byProducers(outline.producers());
    if (told != null) {
      return told;
    }
    Set<String> exports = outline.exports().keySet();
    if (exports.contains("__rtti_base")
        || exports.contains("__retain")
        || exports.contains("__pin")) {
      return ASSEMBLYSCRIPT;
    }
    if (exports.contains("asyncify_start_unwind") || outline.traces().contains(TINYGO)) {
      return TINYGO;
    }
    if (exports.contains("emscripten_stack_get_current") || importsEmscripten(outline)) {
      return CPP;
    }
    for (Language each : List.of(JAVASCRIPT, RUST, ASSEMBLYSCRIPT, CPP)) {
      if (outline.traces().contains(each)) {
        return each;
      }
    }
    return null;
  }

  private static @Nullable Language byProducers(Map<String, List<String>> producers) {
    for (String tool : producers.getOrDefault("processed-by", List.of())) {
      if (tool.toLowerCase(Locale.ROOT).contains("tinygo")) {
        return TINYGO;
      }
    }
    for (String language : producers.getOrDefault("language", List.of())) {
      Language known = of(language);
      if (known != null) {
        return known;
      }
      if (language.startsWith("C_plus_plus") || language.matches("C\\d\\d")) {
        return CPP;
      }
    }
    return null;
  }

  private static boolean importsEmscripten(ModuleOutline outline) {
    return outline.imports().stream().anyMatch(each -> each.name().startsWith("emscripten_"));
  }
}
