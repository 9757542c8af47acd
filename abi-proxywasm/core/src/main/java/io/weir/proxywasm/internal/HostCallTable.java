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

  // One function object for each name, whatever module asks: an engine makes its native stubs by
  // it.
  private record Entry(int params, HostFunction function) {}

  private static final HostFunction UNIMPLEMENTED = (host, args) -> WasmResult.UNIMPLEMENTED.code();
  private static final HostFunction NO_SUCH_WASI = (host, args) -> WasiCalls.ENOSYS;

  static {
    HostCallTable table = new HostCallTable();
    HeaderCalls.register(table);
    BufferCalls.register(table);
    StreamCalls.register(table);
    CalloutCalls.register(table);
    GrpcCalls.register(table);
    RedisCalls.register(table);
    HigressCalls.register(table);
    SharedDataCalls.register(table);
    QueueCalls.register(table);
    ForeignCalls.register(table);
    MetricCalls.register(table);
    PropertyCalls.register(table);
    SystemCalls.register(table);
    WasiCalls.register(table);
  }

  private HostCallTable() {}

  void env(String name, int params, HostCall call) {
    ENV.put(name, new Entry(params, envFunction(name, false, call)));
  }

  void envDuringInit(String name, int params, HostCall call) {
    ENV.put(name, new Entry(params, envFunction(name, true, call)));
  }

  void wasi(String name, int params, HostCall call) {
    WASI.put(name, new Entry(params, wasiFunction(call)));
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
      return wasi ? NO_SUCH_WASI : UNIMPLEMENTED;
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
    return entry.function;
  }

  private static HostFunction envFunction(String name, boolean duringInit, HostCall call) {
    return (host, args) -> {
      GuestVm vm = (GuestVm) host;
      if (vm.restricted() && !duringInit) {
        throw new GuestTrapException(
            GuestTrapException.Kind.HOST,
            name + " was called in _initialize or _start, where only logging and WASI may be",
            null);
      }
      try {
        return vm.sampler().isSampling() ? timed(call, vm, args) : call.run(vm, args);
      } catch (GuestMemoryException e) {
        return WasmResult.INVALID_MEMORY_ACCESS.code();
      }
    };
  }

  private static HostFunction wasiFunction(HostCall call) {
    return (host, args) -> {
      GuestVm vm = (GuestVm) host;
      try {
        return vm.sampler().isSampling() ? timed(call, vm, args) : call.run(vm, args);
      } catch (GuestMemoryException e) {
        return WasiCalls.EFAULT;
      }
    };
  }

  private static int timed(HostCall call, GuestVm vm, long[] args) {
    vm.sampler().enterHost();
    try {
      return call.run(vm, args);
    } finally {
      vm.sampler().leaveHost();
    }
  }
}
