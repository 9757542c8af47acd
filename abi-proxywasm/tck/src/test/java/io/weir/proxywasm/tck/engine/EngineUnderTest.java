package io.weir.proxywasm.tck.engine;

import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.EngineProvider;
import io.weir.proxywasm.engine.EngineUnavailableException;
import io.weir.proxywasm.engine.WasmEngine;
import java.util.Locale;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Assumptions;

/** The engines that the contract is held over. */
enum EngineUnderTest {
  ENDIVE,
  WASMTIME;

  /** Opens the engine as the gateway does; a test on one that cannot run here is skipped. */
  WasmEngine open(EngineOptions options) {
    String name = name().toLowerCase(Locale.ROOT);
    EngineProvider provider =
        ServiceLoader.load(EngineProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow();
    try {
      return provider.open(options);
    } catch (EngineUnavailableException e) {
      Assumptions.abort("engine " + name + " is not there: " + e.getMessage());
      throw e;
    }
  }
}
