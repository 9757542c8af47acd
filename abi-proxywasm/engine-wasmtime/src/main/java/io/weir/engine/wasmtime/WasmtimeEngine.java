package io.weir.engine.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.engine.CodeCache;
import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.ImportResolver;
import io.weir.proxywasm.engine.InvalidModuleException;
import io.weir.proxywasm.engine.WasmEngine;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One native engine for all modules.
 *
 * <p>Interruption: the engine's epoch moves only when some instance is to be interrupted. Every
 * running guest then asks {@link #onEpoch} whether it is meant; the others go on until the next
 * epoch. So there is no ticker, and an interrupt is seen at the guest's next loop or call.
 */
final class WasmtimeEngine implements WasmEngine {
  static final String NAME = "wasmtime";

  /** Wasmtime itself refuses code of another version, configuration or kind of processor. */
  private static final String CACHE = "wasmtime-50.0.1";

  private static final Logger log = LoggerFactory.getLogger(WasmtimeEngine.class);
  private static final long INTERRUPTED =
      Native.copyOf("interrupted\0".getBytes(StandardCharsets.UTF_8));
  private static final FunctionDescriptor EPOCH_CALLBACK =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private final InstanceRegistry instances = new InstanceRegistry();
  private final HostStubs hostStubs = new HostStubs(instances);
  private final Arena ownStub = Arena.ofShared();
  private final long engine = EngineApi.open();
  private final RefCount references = new RefCount(this::free);
  private final long epochCallback;
  private final @Nullable CodeCache cache;

  WasmtimeEngine(EngineOptions options) {
    this.cache = CodeCache.open(options.cacheDirectory(), CACHE);
    this.epochCallback = epochStub();
  }

  private long epochStub() {
    try {
      MethodType type =
          MethodType.methodType(long.class, long.class, long.class, long.class, long.class);
      MethodHandle target =
          MethodHandles.lookup().findVirtual(WasmtimeEngine.class, "onEpoch", type).bindTo(this);
      return Native.upcall(target, EPOCH_CALLBACK, ownStub);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asked by a guest at an epoch: null and a new deadline to go on, an error to stop. */
  @SuppressWarnings("unused") // called through the stub
  private long onEpoch(long context, long number, long deadline, long kind) {
    if (instances.get(number).interruptRequested()) {
      return WasmtimeError.create(INTERRUPTED);
    }
    Native.putLong(deadline, 1);
    Native.putByte(kind, (byte) 0); // continue
    return Native.NULL;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CompiledModule compile(PluginCode code, ImportResolver imports) {
    ModuleHeader header = ModuleHeader.read(code.bytes());
    try {
      return new WasmtimeModule(this, header, load(code), imports);
    } catch (WasmtimeError e) {
      throw new InvalidModuleException("module " + code + ": " + e.getMessage(), e);
    }
  }

  private long load(PluginCode code) {
    if (cache == null) {
      return ModuleApi.compile(engine, code.bytes());
    }
    Path kept = cache.find(code.sha256());
    if (kept != null) {
      try {
        return ModuleApi.deserialize(engine, kept);
      } catch (WasmtimeError e) {
        log.info("{}: {}, compiling again", kept, e.getMessage());
      }
    }
    long module = ModuleApi.compile(engine, code.bytes());
    cache.store(code.sha256(), ModuleApi.serialize(module));
    return module;
  }

  long address() {
    return engine;
  }

  InstanceRegistry instances() {
    return instances;
  }

  HostStubs hostStubs() {
    return hostStubs;
  }

  long epochCallback() {
    return epochCallback;
  }

  RefCount references() {
    return references;
  }

  @Override
  public void close() {
    references.release();
  }

  private void free() {
    EngineApi.delete(engine);
    ownStub.close();
  }
}
