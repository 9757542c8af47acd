package io.weir.engine.endive;

import io.weir.proxywasm.engine.InvalidModuleException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.internal.ByteClassCollector;
import run.endive.compiler.internal.Compiler;
import run.endive.wasm.WasmModule;

/**
 * A module's generated classes. The compiler is used below its public builder, which does not tell
 * which functions it left to the interpreter.
 *
 * @param mainClass the name of the class that is the machine
 * @param classes the bytes of every class by name
 * @param interpreted how many functions are too large for a JVM method
 */
record MachineCode(String mainClass, Map<String, byte[]> classes, int interpreted) {
  private static final String EXPORTS = "Exports";

  /**
   * Generates the classes.
   *
   * @param hasMemory whether there is a memory, in which {@link CallDepth} is kept; without one a
   *     guest's recursion ends in a {@link StackOverflowError}
   * @param exported the indices of the functions that are to be called from outside
   * @throws InvalidModuleException when the module cannot be expressed as JVM classes
   */
  static MachineCode compile(WasmModule module, boolean hasMemory, Set<Integer> exported) {
    try {
      var result =
          Compiler.builder(module)
              .withInterpreterFallback(InterpreterFallback.SILENT)
              .withClassCollectorFactory(ByteClassCollector::new)
              .build()
              .compile();
      Map<String, byte[]> classes = new TreeMap<>(result.classBytes());
      if (hasMemory) {
        classes.replaceAll((name, bytes) -> StackCounter.count(bytes));
      }
      String mainClass = result.collector().mainClassName();
      String exports = mainClass + EXPORTS;
      classes.put(exports, ExportsWriter.write(exports, List.copyOf(classes.values()), exported));
      return new MachineCode(mainClass, classes, result.interpretedFunctions().size());
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      throw new InvalidModuleException(
          "module cannot be compiled to JVM classes (" + ParsedModule.reason(e) + ")", e);
    }
  }

  /** Loads the classes into a loader of their own. */
  GeneratedClasses load() {
    return new GeneratedClasses(classes, mainClass, mainClass + EXPORTS);
  }

  byte[] toBytes() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeUTF(mainClass);
      out.writeInt(interpreted);
      out.writeInt(classes.size());
      for (var entry : classes.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeInt(entry.getValue().length);
        out.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException("an array takes what it is given", e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #toBytes} wrote. */
  static MachineCode read(DataInputStream in) throws IOException {
    String mainClass = in.readUTF();
    int interpreted = in.readInt();
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      String name = in.readUTF();
      classes.put(name, in.readNBytes(in.readInt()));
    }
    return new MachineCode(mainClass, classes, interpreted);
  }
}
