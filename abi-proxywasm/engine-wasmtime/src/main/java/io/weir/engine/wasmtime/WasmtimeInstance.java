package io.weir.engine.wasmtime;

import io.weir.proxywasm.engine.FunctionType;
import io.weir.proxywasm.engine.GuestFunction;
import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.GuestTrapException.Kind;
import io.weir.proxywasm.engine.ImportedFunction;
import io.weir.proxywasm.engine.InstanceLimits;
import io.weir.proxywasm.engine.Interruptible;
import io.weir.proxywasm.engine.InvalidModuleException;
import io.weir.proxywasm.engine.WasmInstance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An instance alone in its store. */
final class WasmtimeInstance implements WasmInstance {
  /** The most elements in a table: the largest modules seen have some ten thousand functions. */
  private static final long MAX_TABLE_ELEMENTS = 1 << 20;

  private static final byte[] HOST_FAILED = "host function failed".getBytes(StandardCharsets.UTF_8);
  private static final long HOST_FAILED_TEXT = Native.copyOf(HOST_FAILED);

  private final WasmtimeModule module;
  private final Object host;
  private final ArgumentArrays arguments = new ArgumentArrays();
  private final List<WasmtimeFunction> functions = new ArrayList<>();
  private final int number;
  private final long store;
  private final long context;
  private final long instance = Native.calloc(InstanceApi.INSTANCE_BYTES);
  private @Nullable WasmtimeMemory memory;
  private @Nullable Throwable hostFailure;
  private volatile boolean interruptRequested;
  private boolean closed;

  private WasmtimeInstance(WasmtimeModule module, Object host, InstanceLimits limits) {
    WasmtimeEngine engine = module.wasmtime();
    this.module = module;
    this.host = host;
    this.number = engine.instances().add(this);
    this.store = StoreApi.create(engine.address(), number);
    this.context = StoreApi.context(store);
    StoreApi.limit(store, limits.memoryBytes(), MAX_TABLE_ELEMENTS);
    StoreApi.onEpoch(store, context, engine.epochCallback(), number);
  }

  /** Instantiates and runs the start section; takes over a reference to the module. */
  static WasmtimeInstance start(
      WasmtimeModule module,
      Object host,
      InstanceLimits limits,
      Consumer<? super Interruptible> starting) {
    WasmtimeInstance created = new WasmtimeInstance(module, host, limits);
    try {
      starting.accept(created);
      created.instantiate();
      return created;
    } catch (RuntimeException | Error e) {
      created.close();
      throw e;
    }
  }

  private void instantiate() {
    long trap = Native.calloc(8);
    try {
      long error = InstanceApi.instantiate(module.pre(), context, instance, trap);
      long trapped = Native.getLong(trap);
      if (error != Native.NULL && hostFailure == null && !interruptRequested) {
        throw new InvalidModuleException(
            "module cannot be instantiated: " + WasmtimeError.consume(error), null);
      }
      if (error != Native.NULL || trapped != Native.NULL) {
        throw failure(error, trapped);
      }
      memory = WasmtimeMemory.of(context, instance);
    } finally {
      Native.free(trap);
    }
  }

  Object host() {
    return host;
  }

  ArgumentArrays arguments() {
    return arguments;
  }

  boolean interruptRequested() {
    return interruptRequested;
  }

  /** Keeps what a host function threw until the guest call has ended; returns the trap for it. */
  long failed(ImportedFunction imported, Throwable thrown) {
    hostFailure =
        thrown instanceof RuntimeException && !(thrown instanceof GuestTrapException)
            ? new GuestTrapException(
                Kind.HOST, "host function " + imported + " failed: " + thrown, thrown)
            : thrown;
    return TrapApi.create(HOST_FAILED_TEXT, HOST_FAILED.length);
  }

  /** Why a guest call ended; frees the error or trap. */
  GuestTrapException failure(long error, long trap) {
    Throwable thrown = hostFailure;
    hostFailure = null;
    GuestTrapException described =
        trap != Native.NULL
            ? TrapApi.consume(trap)
            : new GuestTrapException(
                interruptRequested ? Kind.INTERRUPTED : Kind.TRAP,
                TrapText.oneLine(WasmtimeError.consume(error)),
                null);
    if (thrown instanceof GuestTrapException original) {
      return original;
    }
    if (thrown instanceof StackOverflowError) {
      return new GuestTrapException(Kind.STACK_OVERFLOW, "call stack exhausted", null);
    }
    if (thrown instanceof Error fatal) {
      throw fatal;
    }
    return described;
  }

  @Override
  public @Nullable GuestFunction function(String name) {
    requireOpen();
    FunctionType type = module.exports().get(name);
    if (type == null) {
      return null;
    }
    WasmtimeFunction function = WasmtimeFunction.of(this, context, instance, name, type);
    functions.add(function);
    return function;
  }

  @Override
  public GuestMemory memory() {
    requireOpen();
    if (memory == null) {
      throw new IllegalStateException("instance is still starting");
    }
    return memory;
  }

  @Override
  public void interrupt(Thread runner) {
    interruptRequested = true; // before the epoch, so that the guest that sees that sees this
    EngineApi.incrementEpoch(module.wasmtime().address());
  }

  @Override
  public void clearInterrupt() {
    interruptRequested = false;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("instance is closed");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (memory != null) {
      memory.close();
    }
    functions.forEach(WasmtimeFunction::close);
    StoreApi.delete(store);
    module.wasmtime().instances().remove(number);
    Native.free(instance);
    module.references().release();
  }
}
