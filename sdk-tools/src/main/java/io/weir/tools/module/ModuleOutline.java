package io.weir.tools.module;

import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.ImportedFunction;
import java.util.List;
import java.util.Map;

/**
 * What a module imports and exports.
 *
 * @param imports the imported functions, in order
 * @param exports the exported functions by name
 * @param exportsMemory whether there is a memory exported as {@code memory}
 */
record ModuleOutline(
    List<ImportedFunction> imports, Map<String, FunctionType> exports, boolean exportsMemory) {
  ModuleOutline {
    imports = List.copyOf(imports);
    exports = Map.copyOf(exports);
  }
}
