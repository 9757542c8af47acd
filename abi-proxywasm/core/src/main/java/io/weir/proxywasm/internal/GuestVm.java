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
import io.weir.proxywasm.engine.Interruptible;
import io.weir.proxywasm.engine.WasmInstance;
import io.weir.proxywasm.host.VmServices;
import java.nio.charset.StandardCharsets;
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
  private final CallGuard guard;
  private final ContextTable contexts = new ContextTable();
  private final AfterCallQueue afterCall;
  private final VmMetrics metrics;
  private final Callouts callouts;
  private final Ticker ticker;
  private final VmLog log;
  private final GuestOutput standardOutput;
  private final GuestOutput standardError;
  private final NameCache names = new NameCache();
  private final CallSampler sampler = new CallSampler(System.identityHashCode(this));

  // Set by instantiate, which is called before everything else.
  @SuppressWarnings("NullAway.Init")
  private GuestMemory memory;

  @SuppressWarnings("NullAway.Init")
  private WasmInstance instance;

  @SuppressWarnings("NullAway.Init")
  private volatile GuestExports exports;

  private volatile @Nullable Interruptible running;
  private boolean restricted;
  private int depth;
  private @Nullable CallContext effective;
  private @Nullable CallContext pendingDone;
  private @Nullable Runnable onDoneSignal;
  private @Nullable PluginException failure;
  private @Nullable Consumer<PluginException> failureListener;

  /**
   * A VM without an instance yet.
   *
   * @param missingHeaderIsOk as ABI 0.1.0 has it
   */
  public GuestVm(boolean missingHeaderIsOk, PluginSpec spec, VmServices services) {
    this.missingHeaderIsOk = missingHeaderIsOk;
    this.spec = spec;
    this.services = services;
    this.metrics = new VmMetrics(services.metrics(), spec.limits().metrics());
    this.guard = new CallGuard(spec.limits().start().toNanos());
    this.callouts = new Callouts(this, spec.limits());
    this.ticker = new Ticker(this);
    this.afterCall = new AfterCallQueue(spec.limits().memoryBytes());
    this.log = new VmLog(spec, services);
    this.standardOutput = new GuestOutput(log, LogLevel.INFO);
    this.standardError = new GuestOutput(log, LogLevel.ERROR);
    this.restricted = true;
  }

  /**
   * Makes the instance. Of the guest a start section runs, when there is one, within the budget of
   * the start.
   *
   * @throws GuestTrapException when that traps
   */
  public void instantiate(CompiledModule module) {
    InstanceLimits limits = new InstanceLimits(spec.limits().memoryBytes());
    boolean interrupted = true;
    try {
      instance = module.instantiate(this, limits, this::enterStart);
    } finally {
      interrupted = exitStart();
    }
    running = instance;
    memory = instance.memory();
    exports = new GuestExports(instance);
    exports.sample(sampler);
    if (interrupted) {
      throw new GuestTrapException(
          GuestTrapException.Kind.INTERRUPTED, "its start section ran past its time budget", null);
    }
  }

  private void enterStart(Interruptible starting) {
    running = starting;
    guard.enter();
  }

  private boolean exitStart() {
    Interruptible started = running;
    return started != null && guard.exit(started);
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

  /**
   * From now on calls have the budget of callbacks, no longer that of the start.
   *
   * @param warmsUp the first of them have ten times as much
   */
  public void started(boolean warmsUp) {
    guard.budget(spec.limits().callback().toNanos(), warmsUp);
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
    Interruptible now = running;
    if (now != null) {
      guard.check(nowNanos, now);
    }
  }

  /** What the callbacks have cost so far. Any thread. */
  public VmStats stats() {
    return exports == null
        ? VmStats.NONE
        : new VmStats(exports.stats(), callouts.refused(), instance.refusedGrowths());
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
    return memory == null ? 0 : memory.size(); // it may be asked while the instance is made
  }

  /** Frees the instance. Not from within a call. */
  public void close() {
    ticker.stop();
    callouts.close();
    log.close();
    if (failure == null) {
      failure = new PluginException(Phase.CALL, spec.name() + ": the VM is closed", null);
    }
    if (instance != null) {
      instance.close();
    }
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
    flushOutput();
    if (interrupted) {
      throw fail(
          new GuestTrapException(GuestTrapException.Kind.INTERRUPTED, "over its time budget", null),
          callback,
          context);
    }
    afterCall.run();
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

  private PluginException fail(
      GuestTrapException trap, GuestCallback callback, CallContext caller) {
    if (trap.kind() == GuestTrapException.Kind.INTERRUPTED) {
      callback.counters.timedOut();
    } else {
      callback.counters.trapped();
    }
    afterCall.clear();
    effective = null;
    flushOutput();
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
    log.log(LogLevel.DEBUG, message);
  }

  /** Has {@code action} run once the guest has returned: a guest is never re-entered. */
  void afterCall(Runnable action) {
    afterCall.add(action);
  }

  /** As the other one, for what the guest asks for; it holds {@code bytes} until then. */
  WasmResult afterCall(Runnable action, long bytes) {
    return afterCall.offer(action, bytes) ? WasmResult.OK : WasmResult.INTERNAL_FAILURE;
  }

  /** ABI 0.1.0: a missing header is OK and empty; later versions answer NotFound. */
  boolean answersMissingHeaderWithOk() {
    return missingHeaderIsOk;
  }

  VmLog log() {
    return log;
  }

  GuestOutput standardOutput() {
    return standardOutput;
  }

  GuestOutput standardError() {
    return standardError;
  }

  private void flushOutput() {
    standardOutput.flush();
    standardError.flush();
  }

  VmMetrics metrics() {
    return metrics;
  }

  GuestMemory memory() {
    if (memory == null) {
      throw new GuestTrapException(
          GuestTrapException.Kind.HOST,
          "a host function was called in the start section, where there is no memory yet"
              + " (expected: in _initialize or _start)",
          null);
    }
    return memory;
  }

  void requireRange(int address, int length) {
    long size = memory().size();
    if (Integer.toUnsignedLong(address) + Integer.toUnsignedLong(length) > size) {
      throw new GuestMemoryException(
          Integer.toUnsignedLong(address), Integer.toUnsignedLong(length), size);
    }
  }

  byte[] readBytes(int address, int length) {
    if (length == 0) {
      return new byte[0];
    }
    // Checked before the array is made: a guest must not make the host allocate 2 GiB.
    requireRange(address, length);
    byte[] bytes = new byte[length];
    memory.read(address, bytes, 0, length);
    return bytes;
  }

  /** As the other one, or null when they are more than {@code most}: those are not read. */
  byte @Nullable [] readBytes(int address, int length, int most) {
    requireRange(address, length);
    return Integer.compareUnsigned(length, most) > 0 ? null : readBytes(address, length);
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
