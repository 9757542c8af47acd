package io.weir.engine.endive;

import io.weir.proxywasm.engine.InvalidModuleException;
import java.util.Set;
import java.util.function.Function;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.internal.ClassLoadingCollector;
import run.endive.compiler.internal.Compiler;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.wasm.WasmModule;

/**
 * A module's generated classes, loaded. The compiler is used below its public builder, which does
 * not tell which functions it left to the interpreter.
 *
 * @param machines makes the machine of an instance
 * @param interpreted the indices of the functions that are too large for a JVM method
 */
record MachineCode(Function<Instance, Machine> machines, Set<Integer> interpreted) {

  static MachineCode compile(WasmModule module) {
    try {
      var result =
          Compiler.builder(module)
              .withInterpreterFallback(InterpreterFallback.SILENT)
              .withClassCollectorFactory(ClassLoadingCollector::new)
              .build()
              .compile();
      var classes = (ClassLoadingCollector) result.collector();
      return new MachineCode(classes.machineFactory(), result.interpretedFunctions());
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      throw new InvalidModuleException(
          "module cannot be compiled to JVM classes (" + ParsedModule.reason(e) + ")", e);
    }
  }
}
