package io.weir.proxywasm.engine;

import io.weir.proxywasm.PluginCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An engine whose modules are written in Java: the code of a module is the name of a registered
 * {@link NullGuest}. For tests of the ABI and measurements of the host's own cost; it is not found
 * by {@link java.util.ServiceLoader}, so no configuration can choose it.
 */
public final class NullEngine implements WasmEngine {
  private final Map<String, Supplier<? extends NullGuest>> guests = new ConcurrentSkipListMap<>();

  /**
   * Makes a guest known.
   *
   * @param factory makes one guest for each instance, each with the same imports and exports
   * @return the code to compile
   */
  public PluginCode register(String name, Supplier<? extends NullGuest> factory) {
    guests.put(name, factory);
    return PluginCode.of(name.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String name() {
    return "null";
  }

  @Override
  public CompiledModule compile(PluginCode code, ImportResolver imports) {
    String name = new String(code.bytes(), StandardCharsets.UTF_8);
    Supplier<? extends NullGuest> factory = guests.get(name);
    if (factory == null) {
      throw new InvalidModuleException(
          "null guest: `" + name + "` (expected: one of " + guests.keySet() + ")", null);
    }
    NullGuest sample = factory.get();
    List<HostFunction> functions = new ArrayList<>();
    for (ImportedFunction imported : sample.imports()) {
      functions.add(imports.resolve(imported));
    }
    return new Module(this, sample.imports(), sample.exports(), functions, factory);
  }

  @Override
  public void close() {
    // nothing is held
  }

  private record Module(
      WasmEngine engine,
      List<ImportedFunction> imports,
      Map<String, FunctionType> exports,
      List<HostFunction> functions,
      Supplier<? extends NullGuest> factory)
      implements CompiledModule {
    Module {
      exports = new TreeMap<>(exports);
    }

    @Override
    public boolean exportsMemory() {
      return true;
    }

    @Override
    public WasmInstance instantiate(
        Object host, InstanceLimits limits, Consumer<? super Interruptible> starting) {
      NullGuest guest = factory.get();
      guest.link(host, functions, new NullMemory(limits.memoryBytes()));
      NullInstance instance = new NullInstance(guest);
      starting.accept(instance);
      guest.startSection();
      return instance;
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
