package io.weir.proxywasm.internal;

import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.engine.GuestMemoryException;
import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.HostFunction;
import io.weir.proxywasm.engine.ImportedFunction;
import io.weir.proxywasm.engine.InvalidModuleException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Every host function by name. All names are there for every ABI version: they do not conflict, and
 * a module that imports more than its version has is served rather than refused.
 */
public final class HostCallTable {
  private static final Map<String, Entry> ENV = new HashMap<>();
  private static final Map<String, Entry> WASI = new HashMap<>();

  private record Entry(int params, boolean duringInit, HostCall call) {}

  static {
    HostCallTable table = new HostCallTable();
    HeaderCalls.register(table);
    BufferCalls.register(table);
    StreamCalls.register(table);
    CalloutCalls.register(table);
    SharedDataCalls.register(table);
    MetricCalls.register(table);
    PropertyCalls.register(table);
    SystemCalls.register(table);
    WasiCalls.register(table);
  }

  private HostCallTable() {}

  void env(String name, int params, HostCall call) {
    ENV.put(name, new Entry(params, false, call));
  }

  void envDuringInit(String name, int params, HostCall call) {
    ENV.put(name, new Entry(params, true, call));
  }

  void wasi(String name, int params, HostCall call) {
    WASI.put(name, new Entry(params, true, call));
  }

  /**
   * The function for an import.
   *
   * @param missing hears of each import that is not there yet, or unknown: it is bound to a stub
   *     that answers Unimplemented
   */
  public static HostFunction resolve(ImportedFunction imported, Consumer<String> missing) {
    boolean wasi = imported.module().startsWith("wasi_");
    Entry entry = (wasi ? WASI : ENV).get(imported.name());
    if (entry == null) {
      missing.accept(imported.toString());
      int answer = wasi ? WasiCalls.ENOSYS : WasmResult.UNIMPLEMENTED.code();
      return (host, args) -> answer;
    }
    int declared = imported.type().params().size();
    if (declared != entry.params) {
      throw new InvalidModuleException(
          "import "
              + imported
              + " takes "
              + declared
              + " parameters (expected: "
              + entry.params
              + " as the proxy-wasm ABI has it)",
          null);
    }
    return wasi ? wasiFunction(entry) : envFunction(imported.name(), entry);
  }

  private static HostFunction envFunction(String name, Entry entry) {
    HostCall call = entry.call;
    boolean duringInit = entry.duringInit;
    return (host, args) -> {
      GuestVm vm = (GuestVm) host;
      if (vm.restricted() && !duringInit) {
        throw new GuestTrapException(
            GuestTrapException.Kind.HOST,
            name + " was called in _initialize or _start, where only logging and WASI may be",
            null);
      }
      try {
        return call.run(vm, args);
      } catch (GuestMemoryException e) {
        return WasmResult.INVALID_MEMORY_ACCESS.code();
      }
    };
  }

  private static HostFunction wasiFunction(Entry entry) {
    HostCall call = entry.call;
    return (host, args) -> {
      try {
        return call.run((GuestVm) host, args);
      } catch (GuestMemoryException e) {
        return WasiCalls.EFAULT;
      }
    };
  }
}
