package io.weir.registry.plugin.module;

import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.ImportedFunction;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a module imports and exports, and what it tells of its making.
 *
 * @param imports the imported functions, in order
 * @param exports the exported functions by name
 * @param exportsMemory whether there is a memory exported as {@code memory}
 * @param producers the values of the {@code producers} section by field: {@code language}, {@code
 *     processed-by}, {@code sdk}
 * @param traces languages whose runtime shows in the module's data
 */
public record ModuleOutline(
    List<ImportedFunction> imports,
    Map<String, FunctionType> exports,
    boolean exportsMemory,
    Map<String, List<String>> producers,
    Set<Language> traces) {
  public ModuleOutline {
    imports = List.copyOf(imports);
    exports = Map.copyOf(exports);
    producers = Map.copyOf(producers);
    traces = Set.copyOf(traces);
  }
}
