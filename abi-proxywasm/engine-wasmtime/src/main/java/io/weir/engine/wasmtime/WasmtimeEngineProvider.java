package io.weir.engine.wasmtime;

import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.EngineProvider;
import io.weir.proxywasm.engine.WasmEngine;

/** Offers the engine named {@code wasmtime} where its library is found. */
public final class WasmtimeEngineProvider implements EngineProvider {
  @Override
  public String name() {
    return WasmtimeEngine.NAME;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The library is searched in the system property {@code weir.wasmtime.lib}, then in the
   * environment's {@code WEIR_WASMTIME_LIB}, then in {@code $WEIR_HOME/lib}. It is loaded once a
   * process: the first that opens decides.
   */
  @Override
  public WasmEngine open(EngineOptions options) {
    Native.load(LibraryFile.find(System::getProperty, System::getenv));
    return new WasmtimeEngine(options);
  }
}
