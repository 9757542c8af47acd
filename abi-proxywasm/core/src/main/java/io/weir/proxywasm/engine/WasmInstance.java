package io.weir.proxywasm.engine;

import org.jspecify.annotations.Nullable;

/** A running module. Used by one thread at a time; only {@link #interrupt} may come from others. */
public interface WasmInstance extends Interruptible, AutoCloseable {
  /** The exported function, or null when there is none of that name. Resolve once, call often. */
  @Nullable GuestFunction function(String name);

  /** The memory exported as {@code memory}; stays valid when the guest grows it. */
  GuestMemory memory();

  /** Frees the instance. Idempotent. Not from within a guest call. */
  @Override
  void close();
}
