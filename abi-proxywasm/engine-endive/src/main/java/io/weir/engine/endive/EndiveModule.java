package io.weir.engine.endive;

import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.ImportResolver;
import io.weir.proxywasm.engine.ImportedFunction;
import io.weir.proxywasm.engine.InstanceLimits;
import io.weir.proxywasm.engine.Interruptible;
import io.weir.proxywasm.engine.InvalidModuleException;
import io.weir.proxywasm.engine.WasmEngine;
import io.weir.proxywasm.engine.WasmInstance;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.wasm.types.MemoryLimits;

/** Parsed once, compiled once, its imports bound once; instances share all of that. */
final class EndiveModule implements CompiledModule {
  private final EndiveEngine engine;
  private final ParsedModule parsed;
  private final Function<Instance, Machine> machines;
  private final DirectExports direct;
  private final @Nullable String slowness;
  private final ImportValues imports;

  EndiveModule(EndiveEngine engine, ParsedModule parsed, MachineCode code, ImportResolver imports) {
    this.engine = engine;
    this.parsed = parsed;
    GeneratedClasses classes = code.load();
    this.machines = classes.machines();
    this.direct = classes.exports();
    this.slowness = slowness(code);
    this.imports = HostImport.bindAll(parsed, imports);
  }

  @Override
  public WasmEngine engine() {
    return engine;
  }

  @Override
  public List<ImportedFunction> imports() {
    return parsed.imports();
  }

  @Override
  public Map<String, FunctionType> exports() {
    return parsed.exports();
  }

  @Override
  public @Nullable String slowness() {
    return slowness;
  }

  private static @Nullable String slowness(MachineCode code) {
    if (code.interpreted() > 0) {
      return "functions larger than a JVM method may be, which Endive interprets: "
          + code.interpreted();
    }
    int huge = HugeMethods.count(code.classes());
    return huge == 0
        ? null
        : "methods larger than this JVM compiles: "
            + huge
            + " (start it with -XX:-"
            + HugeMethods.FLAG
            + ")";
  }

  @Override
  public boolean exportsMemory() {
    return parsed.exportsMemory();
  }

  @Override
  public WasmInstance instantiate(
      Object host, InstanceLimits limits, Consumer<? super Interruptible> starting) {
    LinearMemory memory = memory(limits);
    starting.accept(ThreadInterrupt.INSTANCE);
    try {
      Instance instance =
          Instance.builder(parsed.module())
              .withImportValues(imports)
              .withMemoryFactory(declared -> memory)
              .withTableFactory(Tables::create)
              .withMachineFactory(made -> new HostedMachine(machines.apply(made), host))
              .withStart(false)
              .build();
      return new EndiveInstance(parsed, direct, instance, memory);
    } catch (RuntimeException | StackOverflowError e) {
      throw Traps.of(e);
    }
  }

  private LinearMemory memory(InstanceLimits limits) {
    MemoryLimits declared = parsed.memory();
    if (declared == null) {
      return new LinearMemory(0, 0);
    }
    long allowed = Math.min(limits.memoryBytes() / LinearMemory.PAGE, LinearMemory.MAX_PAGES);
    if (declared.initialPages() > allowed) {
      throw new InvalidModuleException(
          "memory: "
              + (long) declared.initialPages() * LinearMemory.PAGE
              + " bytes at the start (expected: at most "
              + limits.memoryBytes()
              + ", the plugin's memory limit)",
          null);
    }
    return new LinearMemory(
        declared.initialPages(), (int) Math.min(declared.maximumPages(), allowed));
  }

  /** Nothing to free: the generated classes go with their class loader. */
  @Override
  public void close() {}
}
