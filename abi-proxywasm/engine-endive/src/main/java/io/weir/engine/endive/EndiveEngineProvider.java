package io.weir.engine.endive;

import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.EngineProvider;
import io.weir.proxywasm.engine.WasmEngine;

/** Offers the engine named {@code endive}; it can always be opened. */
public final class EndiveEngineProvider implements EngineProvider {
  @Override
  public String name() {
    return EndiveEngine.NAME;
  }

  @Override
  public WasmEngine open(EngineOptions options) {
    return new EndiveEngine(options);
  }
}
