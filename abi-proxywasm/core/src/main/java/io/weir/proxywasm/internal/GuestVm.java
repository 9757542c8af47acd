package io.weir.proxywasm.internal;

import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginException.Phase;
import io.weir.proxywasm.PluginSpec;
import io.weir.proxywasm.VmStats;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.GuestFunction;
import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.engine.GuestMemoryException;
import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.InstanceLimits;
import io.weir.proxywasm.engine.WasmInstance;
import io.weir.proxywasm.host.VmServices;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An instance with what host calls need: who is calling, whose headers are meant, and what is to be
 * done once the guest has returned. Confined to one thread at a time; only the watchdog comes from
 * outside.
 */
public final class GuestVm {
  private final boolean missingHeaderIsOk;
  private final PluginSpec spec;
  private final VmServices services;
  private final WasmInstance instance;
  private final GuestMemory memory;
  private final GuestExports exports;
  private final CallGuard guard;
  private final ContextTable contexts = new ContextTable();
  private final ArrayDeque<Runnable> afterCall = new ArrayDeque<>();
  private final VmMetrics metrics;
  private final Callouts callouts;
  private final Ticker ticker;
  private final NameCache names = new NameCache();
  private final CallSampler sampler = new CallSampler(System.identityHashCode(this));

  private boolean restricted;
  private int depth;
  private @Nullable CallContext effective;
  private @Nullable CallContext pendingDone;
  private @Nullable Runnable onDoneSignal;
  private @Nullable PluginException failure;
  private @Nullable Consumer<PluginException> failureListener;

  /**
   * Makes the instance; nothing of the guest has run yet, but for a start section.
   *
   * @param missingHeaderIsOk as ABI 0.1.0 has it
   * @throws GuestTrapException when that traps
   */
  public GuestVm(
      CompiledModule module, boolean missingHeaderIsOk, PluginSpec spec, VmServices services) {
    this.missingHeaderIsOk = missingHeaderIsOk;
    this.spec = spec;
    this.services = services;
    this.metrics = new VmMetrics(services.metrics(), spec.limits().metrics());
    this.guard = new CallGuard(spec.limits().start().toNanos());
    this.callouts = new Callouts(this, spec.limits());
    this.ticker = new Ticker(this);
    this.restricted = true;
    this.instance = module.instantiate(this, new InstanceLimits(spec.limits().memoryBytes()));
    this.memory = instance.memory();
    this.exports = new GuestExports(instance);
    exports.sample(sampler);
  }

  // ---- what contexts use

  public GuestExports exports() {
    return exports;
  }

  public PluginSpec spec() {
    return spec;
  }

  public VmServices services() {
    return services;
  }

  public Callouts callouts() {
    return callouts;
  }

  public Ticker ticker() {
    return ticker;
  }

  public int newContextId() {
    return contexts.freshId();
  }

  public void addContext(CallContext context) {
    contexts.put(context);
  }

  public void removeContext(CallContext context) {
    contexts.remove(context.id);
  }

  public int contextCount() {
    return contexts.size();
  }

  /** Whether the guest may only log: true until {@link #initialized}. */
  boolean restricted() {
    return restricted;
  }

  /** From now on every host call is allowed. */
  public void initialized() {
    restricted = false;
  }

  /** From now on calls have the budget of callbacks, no longer that of the start. */
  public void started() {
    guard.budget(spec.limits().callback().toNanos());
  }

  /** Hears once when the VM fails, after every stream of it has heard. */
  public void onFailure(Consumer<PluginException> listener) {
    failureListener = listener;
  }

  public @Nullable PluginException failure() {
    return failure;
  }

  public CallGuard guard() {
    return guard;
  }

  /** Called by the watchdog's thread. */
  public void checkGuard(long nowNanos) {
    guard.check(nowNanos, instance);
  }

  /** What the callbacks have cost so far. Any thread. */
  public VmStats stats() {
    return exports.stats();
  }

  /** Times one in {@code calls} callbacks from now on; 0 for none. */
  public void sampleEvery(int calls) {
    sampler.every(calls);
    exports.sample(sampler);
  }

  public WasmInstance instance() {
    return instance;
  }

  public long memoryBytes() {
    return memory.size();
  }

  /** Frees the instance. Not from within a call. */
  public void close() {
    ticker.stop();
    callouts.close();
    if (failure == null) {
      failure = new PluginException(Phase.CALL, spec.name() + ": the VM is closed", null);
    }
    instance.close();
  }

  /**
   * Calls the guest for {@code context}, then does what the guest asked to be done afterwards.
   *
   * @throws PluginException when the guest traps or the VM had failed before
   */
  public int call(GuestCallback callback, CallContext context, int a0, int a1, int a2) {
    return call(callback, context, a0, a1, a2, 0, 0);
  }

  public int call(
      GuestCallback callback, CallContext context, int a0, int a1, int a2, int a3, int a4) {
    PluginException failed = failure;
    if (failed != null) {
      throw failed;
    }
    if (depth != 0) {
      throw new IllegalStateException(spec.name() + ": a guest is never re-entered");
    }
    effective = context;
    depth = 1;
    boolean sampled = callback.called();
    guard.enter();
    int result;
    try {
      result =
          sampled
              ? callTimed(callback, a0, a1, a2, a3, a4)
              : callback.function.call(a0, a1, a2, a3, a4);
    } catch (GuestTrapException e) {
      guard.exit(instance);
      depth = 0;
      throw fail(e, callback, context);
    } catch (Throwable t) {
      // An engine defect: treated as a trap, so that the worker lives on.
      guard.exit(instance);
      depth = 0;
      throw fail(
          new GuestTrapException(GuestTrapException.Kind.HOST, "engine failure: " + t, t),
          callback,
          context);
    }
    boolean interrupted = guard.exit(instance);
    depth = 0;
    effective = null;
    if (interrupted) {
      throw fail(
          new GuestTrapException(GuestTrapException.Kind.INTERRUPTED, "over its time budget", null),
          callback,
          context);
    }
    drain();
    return result;
  }

  private int callTimed(GuestCallback callback, int a0, int a1, int a2, int a3, int a4) {
    sampler.begin(callback);
    try {
      return callback.function.call(a0, a1, a2, a3, a4);
    } finally {
      sampler.end(callback.counters);
    }
  }

  private void drain() {
    Runnable next;
    while ((next = afterCall.poll()) != null) {
      next.run();
    }
  }

  private PluginException fail(
      GuestTrapException trap, GuestCallback callback, CallContext caller) {
    if (trap.kind() == GuestTrapException.Kind.INTERRUPTED) {
      callback.counters.timedOut();
    } else {
      callback.counters.trapped();
    }
    afterCall.clear();
    effective = null;
    PluginException failed =
        new PluginException(Phase.CALL, spec.name() + ": " + describe(trap), trap);
    failure = failed;
    ticker.stop();
    callouts.close();
    contexts.forEach(
        c -> {
          if (c != caller && c.stream != null) {
            c.stream.pluginFailed(failed);
          }
        });
    if (failureListener != null) {
      failureListener.accept(failed);
    }
    return failed;
  }

  private static String describe(GuestTrapException trap) {
    return switch (trap.kind()) {
      case TRAP -> "the guest trapped: " + trap.getMessage();
      case STACK_OVERFLOW -> "the guest's call stack is exhausted";
      case INTERRUPTED -> "the guest was stopped: it ran past its time budget";
      case HOST -> trap.getMessage() == null ? "a host call failed" : trap.getMessage();
    };
  }

  // ---- what host calls use

  /** The context whose maps and buffers a host call means. */
  @Nullable CallContext effective() {
    return effective;
  }

  WasmResult setEffective(int id) {
    CallContext found = contexts.get(id);
    if (found == null) {
      return WasmResult.BAD_ARGUMENT;
    }
    effective = found;
    return WasmResult.OK;
  }

  /** Whether the guest is on the stack. */
  boolean isInCall() {
    return depth != 0;
  }

  /** Tells those who look for the plugin's log lines what the host knows. */
  void debug(String message) {
    if (LogLevel.DEBUG.compareTo(services.log().level()) >= 0) {
      services.log().log(spec.name(), LogLevel.DEBUG, message);
    }
  }

  /** Has {@code action} run once the guest has returned: a guest is never re-entered. */
  void afterCall(Runnable action) {
    afterCall.add(action);
  }

  /** ABI 0.1.0: a missing header is OK and empty; later versions answer NotFound. */
  boolean answersMissingHeaderWithOk() {
    return missingHeaderIsOk;
  }

  VmMetrics metrics() {
    return metrics;
  }

  GuestMemory memory() {
    return memory;
  }

  byte[] readBytes(int address, int length) {
    if (length == 0) {
      return new byte[0];
    }
    // Checked before the array is made: a guest must not make the host allocate 2 GiB.
    long size = memory.size();
    if (Integer.toUnsignedLong(address) + Integer.toUnsignedLong(length) > size) {
      throw new GuestMemoryException(
          Integer.toUnsignedLong(address), Integer.toUnsignedLong(length), size);
    }
    byte[] bytes = new byte[length];
    memory.read(address, bytes, 0, length);
    return bytes;
  }

  String readString(int address, int length) {
    return length == 0 ? "" : memory.readText(address, length);
  }

  /** The name of a header, in lower case. */
  String readName(int address, int length) {
    return names.read(memory, address, length);
  }

  /**
   * Allocates exactly {@code size} (not 0) bytes in the guest; SDKs take over the block as it is.
   *
   * @return the address, or 0 when the guest has none to give
   */
  int allocate(int size) {
    GuestFunction allocate = exports.allocate;
    if (allocate == null) {
      return 0;
    }
    return sampler.isSampling() ? allocateTimed(allocate, size) : allocate.call(size);
  }

  /** What the guest does within a host function is the guest's time. */
  private int allocateTimed(GuestFunction allocate, int size) {
    sampler.leaveHost();
    try {
      return allocate.call(size);
    } finally {
      sampler.enterHost();
    }
  }

  /** Tells which calls are timed, and how long their host functions take. */
  CallSampler sampler() {
    return sampler;
  }

  /** Gives bytes back to the guest by a pointer and a size; nothing is allocated for none. */
  int giveBytes(byte[] bytes, int pointerAddress, int sizeAddress) {
    int address = 0;
    if (bytes.length != 0) {
      address = allocate(bytes.length);
      if (address == 0) {
        return WasmResult.INVALID_MEMORY_ACCESS.code();
      }
      memory.write(address, bytes, 0, bytes.length);
    }
    memory.writeInt(pointerAddress, address);
    memory.writeInt(sizeAddress, bytes.length);
    return WasmResult.OK.code();
  }

  int giveString(String string, int pointerAddress, int sizeAddress) {
    return giveBytes(string.getBytes(StandardCharsets.ISO_8859_1), pointerAddress, sizeAddress);
  }

  // ---- done

  /** Waits for {@code proxy_done} of {@code context}; {@code signal} runs after that guest call. */
  public void awaitDone(CallContext context, Runnable signal) {
    pendingDone = context;
    onDoneSignal = signal;
  }

  WasmResult done() {
    Runnable signal = onDoneSignal;
    if (signal == null || effective != pendingDone) {
      return WasmResult.NOT_FOUND;
    }
    onDoneSignal = null;
    pendingDone = null;
    afterCall(signal);
    return WasmResult.OK;
  }
}
