package io.weir.engine.endive;

import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.ImportedFunction;
import io.weir.proxywasm.engine.InvalidModuleException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.Import;
import run.endive.wasm.types.MemoryLimits;

/**
 * A module that parsed, validated and asks for nothing that a plugin may not have.
 *
 * @param imports the imported functions in declaration order
 * @param exports the exported functions whose types the seam can express
 * @param exportIndices the function index of each of {@code exports}
 * @param memory the declared limits, null when the module has no memory
 */
record ParsedModule(
    WasmModule module,
    List<ImportedFunction> imports,
    Map<String, FunctionType> exports,
    Map<String, Integer> exportIndices,
    @Nullable MemoryLimits memory) {

  static ParsedModule parse(PluginCode code) {
    try {
      WasmModule module = Parser.parse(code.bytes());
      return new ParsedModule(
          module, imports(module), exports(module), exportIndices(module), memory(module));
    } catch (InvalidModuleException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
      // the parser throws whatever a broken length or nesting leads it to
      throw new InvalidModuleException(
          "module " + code + ": not a WebAssembly module (" + reason(e) + ")", e);
    }
  }

  static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static List<ImportedFunction> imports(WasmModule module) {
    List<ImportedFunction> functions = new ArrayList<>();
    for (int i = 0; i < module.importSection().importCount(); i++) {
      Import declared = module.importSection().getImport(i);
      String name = declared.module() + "." + declared.name();
      if (!(declared instanceof FunctionImport function)) {
        throw new InvalidModuleException(
            "import "
                + name
                + ": a "
                + declared.importType().name().toLowerCase(Locale.ROOT)
                + " (expected: a function; build the plugin with its own memory and tables)",
            null);
      }
      FunctionType type =
          SeamTypes.functionType(module.typeSection().getType(function.typeIndex()));
      if (type == null || type.results().size() > 1) {
        throw new InvalidModuleException(
            "import "
                + name
                + ": its type is not supported"
                + " (expected: i32, i64, f32 and f64 parameters and at most one result)",
            null);
      }
      functions.add(new ImportedFunction(declared.module(), declared.name(), type));
    }
    return List.copyOf(functions);
  }

  private static Map<String, FunctionType> exports(WasmModule module) {
    Map<String, FunctionType> types = new LinkedHashMap<>();
    exportIndices(module)
        .forEach(
            (name, index) -> {
              FunctionType type = SeamTypes.functionType(typeOf(module, index));
              if (type != null) {
                types.put(name, type);
              }
            });
    return Map.copyOf(types);
  }

  private static Map<String, Integer> exportIndices(WasmModule module) {
    Map<String, Integer> indices = new LinkedHashMap<>();
    for (int i = 0; i < module.exportSection().exportCount(); i++) {
      Export export = module.exportSection().getExport(i);
      if (export.exportType() == ExternalType.FUNCTION) {
        indices.put(export.name(), export.index());
      }
    }
    return Map.copyOf(indices);
  }

  boolean exportsMemory() {
    for (int i = 0; i < module.exportSection().exportCount(); i++) {
      Export export = module.exportSection().getExport(i);
      if (export.exportType() == ExternalType.MEMORY && export.name().equals("memory")) {
        return true;
      }
    }
    return false;
  }

  private static run.endive.wasm.types.FunctionType typeOf(WasmModule module, int function) {
    int imported = module.importSection().importCount(); // all of them are functions
    int type =
        function < imported
            ? ((FunctionImport) module.importSection().getImport(function)).typeIndex()
            : module.functionSection().getFunctionType(function - imported);
    return module.typeSection().getType(type);
  }

  private static @Nullable MemoryLimits memory(WasmModule module) {
    var section = module.memorySection().orElse(null);
    if (section == null || section.memoryCount() == 0) {
      return null;
    }
    if (section.memoryCount() > 1) {
      throw new InvalidModuleException(
          "memories: " + section.memoryCount() + " (expected: one)", null);
    }
    MemoryLimits limits = section.getMemory(0).limits();
    if (limits.shared()) {
      throw new InvalidModuleException(
          "memory: shared (expected: not shared; build the plugin without threads)", null);
    }
    return limits;
  }
}
