package io.weir.registry.plugin.module;

import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.ImportResolver;
import io.weir.proxywasm.engine.ImportedFunction;
import io.weir.proxywasm.engine.InstanceLimits;
import io.weir.proxywasm.engine.Interruptible;
import io.weir.proxywasm.engine.WasmEngine;
import io.weir.proxywasm.engine.WasmInstance;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An engine for one module that has been read, which runs none: so that the ABI itself can say in a
 * moment what it thinks of a module that takes seconds to compile. It looks at no bytes.
 */
record OutlineEngine(ModuleOutline outline) implements WasmEngine {
  @Override
  public String name() {
    return "outline";
  }

  @Override
  public CompiledModule compile(PluginCode code, ImportResolver imports) {
    outline.imports().forEach(imports::resolve);
    return new Module(this, outline);
  }

  @Override
  public void close() {}

  private record Module(WasmEngine engine, ModuleOutline outline) implements CompiledModule {
    @Override
    public List<ImportedFunction> imports() {
      return outline.imports();
    }

    @Override
    public Map<String, FunctionType> exports() {
      return outline.exports();
    }

    @Override
    public boolean exportsMemory() {
      return outline.exportsMemory();
    }

    @Override
    public WasmInstance instantiate(
        Object host, InstanceLimits limits, Consumer<? super Interruptible> starting) {
      throw new UnsupportedOperationException("the module was read, not compiled");
    }

    @Override
    public void close() {}
  }
}
