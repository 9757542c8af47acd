package io.weir.engine.endive;

import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.ImportResolver;
import io.weir.proxywasm.engine.WasmEngine;

/** Compiles modules to JVM classes. Holds nothing: closing it is a formality. */
final class EndiveEngine implements WasmEngine {
  static final String NAME = "endive";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CompiledModule compile(PluginCode code, ImportResolver imports) {
    ParsedModule parsed = ParsedModule.parse(code);
    return new EndiveModule(this, parsed, MachineCode.compile(parsed.module()), imports);
  }

  @Override
  public void close() {}
}
