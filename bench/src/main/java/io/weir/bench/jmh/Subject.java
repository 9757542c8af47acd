package io.weir.bench.jmh;

import io.weir.bench.vm.Engines;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.engine.NullEngine;
import io.weir.proxywasm.engine.WasmEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured: a plugin on an engine, named {@code engine/language}.
 *
 * @param language {@code java} on the null engine, else that of a fixture {@code cycle}
 */
record Subject(String engine, String language) {
  private static final String NULL = "null";

  static List<Subject> all() {
    List<Subject> all = new ArrayList<>();
    all.add(new Subject(NULL, "java"));
    for (String language : List.of("rs", "go")) {
      all.add(new Subject("endive", language));
      all.add(new Subject("wasmtime", language));
    }
    return all;
  }

  static Subject of(String name) {
    int slash = name.indexOf('/');
    return new Subject(name.substring(0, slash), name.substring(slash + 1));
  }

  private Path module(Path root) {
    return root.resolve("plugins-" + language).resolve("out").resolve("cycle.wasm");
  }

  /** Null, or what is missing and how to get it. */
  @Nullable String missing(Path root) {
    if (engine.equals(NULL)) {
      return null;
    }
    if (!Files.exists(module(root))) {
      return module(root) + " is not built: run plugins-" + language + "/build cycle";
    }
    return Engines.missing(engine);
  }

  WasmEngine openEngine() {
    if (engine.equals(NULL)) {
      return new NullEngine();
    }
    return Engines.open(engine, null);
  }

  PluginCode code(WasmEngine opened, Path root) {
    if (opened instanceof NullEngine nullEngine) {
      return nullEngine.register("cycle", HeaderGuest::new);
    }
    try {
      return PluginCode.of(Files.readAllBytes(module(root)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return engine + "/" + language;
  }
}
