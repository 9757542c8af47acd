package io.weir.engine.wasmtime;

import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.ImportResolver;
import io.weir.proxywasm.engine.ImportedFunction;
import io.weir.proxywasm.engine.InstanceLimits;
import io.weir.proxywasm.engine.Interruptible;
import io.weir.proxywasm.engine.InvalidModuleException;
import io.weir.proxywasm.engine.WasmEngine;
import io.weir.proxywasm.engine.WasmInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Native code with its imports bound and resolved; an instance is then a tenth of a millisecond.
 */
final class WasmtimeModule implements CompiledModule {
  private final WasmtimeEngine engine;
  private final List<ImportedFunction> imports;
  private final Map<String, FunctionType> exports;
  private final long initialMemory;
  private final boolean exportsMemory;
  private final List<HostStubs.Key> stubs = new ArrayList<>();
  private final long module;
  private final long linker;
  private final long pre;
  private final RefCount references = new RefCount(this::free);

  /** Takes {@code module} over, also when it throws. */
  WasmtimeModule(WasmtimeEngine engine, ModuleHeader header, long module, ImportResolver resolver) {
    engine.references().retain();
    this.engine = engine;
    this.imports = header.imports();
    this.exports = header.exports();
    this.initialMemory = header.initialMemory();
    this.exportsMemory = header.exportsMemory();
    this.module = module;
    this.linker = LinkerApi.create(engine.address());
    try {
      bind(resolver);
      this.pre = LinkerApi.instantiatePre(linker, module);
    } catch (RuntimeException | Error e) {
      freeAllBut(Native.NULL);
      throw e;
    }
  }

  private void bind(ImportResolver resolver) {
    Map<String, ImportedFunction> bound = new HashMap<>();
    for (ImportedFunction imported : imports) {
      ImportedFunction same = bound.putIfAbsent(imported.toString(), imported);
      if (same == null) {
        HostStubs.Key key = new HostStubs.Key(imported, resolver.resolve(imported));
        long stub = engine.hostStubs().acquire(key);
        stubs.add(key);
        LinkerApi.define(linker, imported, stub);
      } else if (!same.equals(imported)) {
        throw new InvalidModuleException(
            "import " + imported + ": declared twice (expected: with one type)", null);
      }
    }
  }

  @Override
  public WasmEngine engine() {
    return engine;
  }

  @Override
  public List<ImportedFunction> imports() {
    return imports;
  }

  @Override
  public Map<String, FunctionType> exports() {
    return exports;
  }

  @Override
  public boolean exportsMemory() {
    return exportsMemory;
  }

  @Override
  public WasmInstance instantiate(
      Object host, InstanceLimits limits, Consumer<? super Interruptible> starting) {
    if (initialMemory > limits.memoryBytes()) {
      throw new InvalidModuleException(
          "memory: "
              + initialMemory
              + " bytes at the start (expected: at most "
              + limits.memoryBytes()
              + ", the plugin's memory limit)",
          null);
    }
    references.retain();
    return WasmtimeInstance.start(this, host, limits, starting);
  }

  WasmtimeEngine wasmtime() {
    return engine;
  }

  long pre() {
    return pre;
  }

  RefCount references() {
    return references;
  }

  @Override
  public void close() {
    references.release();
  }

  private void free() {
    freeAllBut(pre);
  }

  private void freeAllBut(long resolved) {
    if (resolved != Native.NULL) {
      LinkerApi.deletePre(resolved);
    }
    LinkerApi.delete(linker);
    ModuleApi.delete(module);
    stubs.forEach(engine.hostStubs()::release);
    engine.references().release();
  }
}
