package io.weir.proxywasm.engine;

import org.jspecify.annotations.Nullable;

/** A running module. Used by one thread at a time; only {@link #interrupt} may come from others. */
public interface WasmInstance extends Interruptible, AutoCloseable {
  /** The exported function, or null when there is none of that name. Resolve once, call often. */
  @Nullable GuestFunction function(String name);

  /** The memory exported as {@code memory}; stays valid when the guest grows it. */
  GuestMemory memory();

  /**
   * How often the guest asked for memory past its limit or its own maximum and was refused, up to
   * now; always 0 where the engine does not tell (Wasmtime, whose C API has a limit but no word of
   * it). Any thread; also once it is closed.
   */
  default long refusedGrowths() {
    return 0;
  }

  /** Frees the instance. Idempotent. Not from within a guest call. */
  @Override
  void close();
}
