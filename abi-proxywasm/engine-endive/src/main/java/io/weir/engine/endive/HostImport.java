package io.weir.engine.endive;

import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.HostFunction;
import io.weir.proxywasm.engine.ImportResolver;
import io.weir.proxywasm.engine.ImportedFunction;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.types.FunctionImport;

/** A host function as Endive calls it. One object for all instances of a module. */
final class HostImport implements WasmFunctionHandle {
  private static final long[] NO_RESULT = {};

  private final ImportedFunction imported;
  private final HostFunction function;
  private final boolean hasResult;

  private HostImport(ImportedFunction imported, HostFunction function) {
    this.imported = imported;
    this.function = function;
    this.hasResult = !imported.type().results().isEmpty();
  }

  static ImportValues bindAll(ParsedModule parsed, ImportResolver resolver) {
    var values = ImportValues.builder();
    var module = parsed.module();
    for (int i = 0; i < parsed.imports().size(); i++) {
      ImportedFunction imported = parsed.imports().get(i);
      var declared = (FunctionImport) module.importSection().getImport(i);
      values.addFunction(
          new ImportFunction(
              imported.module(),
              imported.name(),
              module.typeSection().getType(declared.typeIndex()),
              new HostImport(imported, resolver.resolve(imported))));
    }
    return values.build();
  }

  @Override
  public long[] apply(Instance instance, long... args) {
    HostedMachine machine = (HostedMachine) instance.getMachine();
    long value = call(machine.host(), args);
    return hasResult ? machine.result(value) : NO_RESULT;
  }

  private long call(Object host, long[] args) {
    try {
      return function.call(host, args);
    } catch (GuestTrapException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new GuestTrapException(
          GuestTrapException.Kind.HOST, "host function " + imported + " failed: " + e, e);
    }
  }
}
