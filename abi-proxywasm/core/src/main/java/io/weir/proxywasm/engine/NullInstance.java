package io.weir.proxywasm.engine;

import org.jspecify.annotations.Nullable;

/** A running {@link NullGuest}. */
record NullInstance(NullGuest guest) implements WasmInstance {
  @Override
  public @Nullable GuestFunction function(String name) {
    return guest.function(name);
  }

  @Override
  public GuestMemory memory() {
    return guest.memory();
  }

  @Override
  public void interrupt(Thread runner) {
    guest.interrupted(true);
  }

  @Override
  public void clearInterrupt() {
    guest.interrupted(false);
  }

  @Override
  public void close() {
    // nothing is held
  }
}
