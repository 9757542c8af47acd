package io.weir.proxywasm.engine;

import io.weir.proxywasm.PluginCode;

/**
 * A WebAssembly runtime. Thread-safe. Closing it ends every module; instances must be gone by then.
 */
public interface WasmEngine extends AutoCloseable {

  /** The name used in configuration: {@code endive}, {@code wasmtime}, {@code null}. */
  String name();

  /**
   * Parses, validates, compiles and links a module; may take seconds and block, so it belongs on
   * the control side. Results may be cached on disk by {@link EngineOptions#cacheDirectory}.
   *
   * @param imports asked once for each imported function
   * @throws InvalidModuleException when the bytes are no valid module, or it imports or exports
   *     something that a plugin may not (an imported memory, table or global)
   */
  CompiledModule compile(PluginCode code, ImportResolver imports);

  @Override
  void close();
}
