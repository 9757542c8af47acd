package io.weir.engine.endive;

import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.GuestFunction;
import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.engine.WasmInstance;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.Instance;

/** An instance on the Java heap; the garbage collector frees all of it but the memory. */
final class EndiveInstance implements WasmInstance {
  private final Map<String, FunctionType> exports;
  private final Map<String, Integer> indices;
  private final DirectExports direct;
  private final Instance instance;
  private final LinearMemory linear;
  private final EndiveMemory memory;

  EndiveInstance(
      ParsedModule parsed, DirectExports direct, Instance instance, LinearMemory memory) {
    this.direct = direct;
    this.exports = parsed.exports();
    this.indices = parsed.exportIndices();
    this.instance = instance;
    this.linear = memory;
    this.memory = new EndiveMemory(memory);
  }

  @Override
  public @Nullable GuestFunction function(String name) {
    FunctionType type = exports.get(name);
    Integer index = indices.get(name);
    if (type == null || index == null) {
      return null;
    }
    int number = direct.number(index);
    if (number >= 0) {
      return new DirectFunction(type, direct, number, instance, linear);
    }
    var machine = (HostedMachine) instance.getMachine();
    return new EndiveFunction(type, machine.generated(), index, linear);
  }

  @Override
  public GuestMemory memory() {
    return memory;
  }

  @Override
  public long refusedGrowths() {
    return linear.refusedGrowths();
  }

  @Override
  public void interrupt(Thread runner) {
    ThreadInterrupt.INSTANCE.interrupt(runner);
  }

  @Override
  public void clearInterrupt() {
    ThreadInterrupt.INSTANCE.clearInterrupt();
  }

  /** Empties the memory: what is still to hear of the instance may keep it for long. */
  @Override
  public void close() {
    linear.free();
  }
}
