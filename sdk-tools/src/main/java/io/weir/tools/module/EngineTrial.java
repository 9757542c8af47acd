package io.weir.tools.module;

import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.EngineProvider;
import io.weir.proxywasm.engine.EngineUnavailableException;
import io.weir.proxywasm.engine.WasmEngine;
import io.weir.tools.cli.ToolException;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A plugin compiled as a gateway would, to see whether it can be.
 *
 * @param engine the engine that compiled it
 * @param millis how long that took
 * @param slowness why the engine runs it badly; null when it does not
 */
public record EngineTrial(String engine, long millis, @Nullable String slowness) {

  /**
   * Compiles {@code code} with the first engine that works here; may take seconds.
   *
   * @param place where it came from, for the message
   * @throws ToolException when there is no engine, or it refuses the module
   */
  public static EngineTrial run(PluginCode code, String place) {
    try (WasmEngine engine = open()) {
      long start = System.nanoTime();
      try (CompiledPlugin plugin = CompiledPlugin.compile(engine, code)) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        return new EngineTrial(engine.name(), millis, plugin.module().slowness());
      }
    } catch (PluginException e) {
      throw new ToolException(place + ": " + e.getMessage(), "build the plugin again", e);
    }
  }

  private static WasmEngine open() {
    StringBuilder why = new StringBuilder();
    for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
      try {
        return provider.open(new EngineOptions(null));
      } catch (EngineUnavailableException e) {
        why.append("; ").append(provider.name()).append(": ").append(e.getMessage());
      }
    }
    throw new ToolException(
        "no WebAssembly engine works here" + why, "inspect it without --compile");
  }
}
