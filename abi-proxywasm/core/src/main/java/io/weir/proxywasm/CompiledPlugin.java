package io.weir.proxywasm;

import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.InvalidModuleException;
import io.weir.proxywasm.engine.WasmEngine;
import io.weir.proxywasm.internal.HostCallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A plugin module that is valid and compiled. Immutable; shared by all workers. */
public final class CompiledPlugin implements AutoCloseable {
  private static final int WARM_UPS = 100;

  private final PluginCode code;
  private final CompiledModule module;
  private final AbiVersion abi;
  private final List<String> unimplemented;
  private final AtomicInteger warmedUp = new AtomicInteger();

  private CompiledPlugin(
      PluginCode code, CompiledModule module, AbiVersion abi, List<String> unimplemented) {
    this.code = code;
    this.module = module;
    this.abi = abi;
    this.unimplemented = List.copyOf(unimplemented);
  }

  /**
   * Compiles; may take seconds. Any thread.
   *
   * @throws PluginException of phase LOAD when the bytes are no module or no proxy-wasm plugin
   */
  public static CompiledPlugin compile(WasmEngine engine, PluginCode code) {
    List<String> missing = new ArrayList<>();
    CompiledModule module;
    try {
      module = engine.compile(code, imported -> HostCallTable.resolve(imported, missing::add));
    } catch (InvalidModuleException e) {
      throw new PluginException(
          PluginException.Phase.LOAD,
          "not a WebAssembly module that can run here: " + e.getMessage(),
          e);
    }
    Set<String> exports = module.exports().keySet();
    AbiVersion abi = AbiVersion.detect(exports);
    if (abi == null) {
      module.close();
      throw new PluginException(
          PluginException.Phase.LOAD,
          "no proxy-wasm plugin: it exports none of proxy_abi_version_0_1_0, _0_2_0, _0_2_1, _0_2_100;"
              + " build it with a proxy-wasm SDK",
          null);
    }
    if (!module.exportsMemory()) {
      module.close();
      throw new PluginException(
          PluginException.Phase.LOAD,
          "no proxy-wasm plugin: it exports no memory (expected: an export `memory`, which every"
              + " proxy-wasm SDK makes)",
          null);
    }
    return new CompiledPlugin(code, module, abi, missing);
  }

  public PluginCode code() {
    return code;
  }

  public AbiVersion abi() {
    return abi;
  }

  public CompiledModule module() {
    return module;
  }

  /**
   * Whether one more instance has a larger budget for its first calls: the first 100 have. Later
   * ones run code that is warm; and where each stream has an instance of its own, all calls are an
   * instance's first.
   */
  boolean warmsUp() {
    return warmedUp.get() < WARM_UPS && warmedUp.getAndIncrement() < WARM_UPS;
  }

  /** Imports that are bound to a stub which answers Unimplemented, as {@code module.name}. */
  public List<String> unimplemented() {
    return unimplemented;
  }

  /** Whether the guest has the callback {@code name}. */
  public boolean exports(String name) {
    return module.exports().containsKey(name);
  }

  /** Frees the compiled code; every VM of it must be closed. */
  @Override
  public void close() {
    module.close();
  }
}
