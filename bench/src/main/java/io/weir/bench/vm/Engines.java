package io.weir.bench.vm;

import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.EngineProvider;
import io.weir.proxywasm.engine.EngineUnavailableException;
import io.weir.proxywasm.engine.WasmEngine;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The engines on the class path. */
public final class Engines {
  private Engines() {}

  /**
   * Opens one.
   *
   * @param cache where compiled code is kept, null for nowhere
   * @throws EngineUnavailableException when it cannot run here; the message says what is missing
   */
  public static WasmEngine open(String name, @Nullable Path cache) {
    for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
      if (provider.name().equals(name)) {
        return provider.open(new EngineOptions(cache));
      }
    }
    throw new EngineUnavailableException(
        "engine: " + name + " (expected: on the class path)", null);
  }

  /** Null, or why an engine cannot run here. */
  public static @Nullable String missing(String name) {
    try {
      open(name, null).close();
      return null;
    } catch (EngineUnavailableException e) {
      return e.getMessage();
    }
  }
}
