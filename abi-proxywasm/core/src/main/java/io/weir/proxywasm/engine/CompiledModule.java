package io.weir.proxywasm.engine;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A validated, compiled and linked module. Immutable and shared by all threads. */
public interface CompiledModule extends AutoCloseable {
  /** The engine that made it. */
  WasmEngine engine();

  /** All imported functions, in declaration order. */
  List<ImportedFunction> imports();

  /** The exported functions by name. */
  Map<String, FunctionType> exports();

  /**
   * Null, or why the engine runs this module badly (for instance functions that it must interpret);
   * {@code auto} then prefers another engine.
   */
  default @Nullable String slowness() {
    return null;
  }

  /** Whether there is a memory exported as {@code memory}. */
  boolean exportsMemory();

  /**
   * Makes an instance. Runs the module's start section when there is one, so {@code host} may be
   * called back before this returns.
   *
   * @param host handed to every {@link HostFunction} that the instance calls
   * @param starting hears of what can stop the start section, before that runs
   * @throws GuestTrapException when the start section traps or is stopped
   * @throws InvalidModuleException when the declared memory is over the limit
   */
  WasmInstance instantiate(
      Object host, InstanceLimits limits, Consumer<? super Interruptible> starting);

  /** As the other one, for modules that are trusted to start. */
  default WasmInstance instantiate(Object host, InstanceLimits limits) {
    return instantiate(host, limits, start -> {});
  }

  /** Frees compiled code; instances must be closed first. */
  @Override
  void close();
}
