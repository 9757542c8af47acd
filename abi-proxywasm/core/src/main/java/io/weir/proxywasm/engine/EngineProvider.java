package io.weir.proxywasm.engine;

/** Found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {
  /** The engine's name, as in {@link WasmEngine#name}. */
  String name();

  /**
   * Opens the engine.
   *
   * @throws EngineUnavailableException when it cannot run on this machine; the message says why and
   *     what would help
   */
  WasmEngine open(EngineOptions options);
}
