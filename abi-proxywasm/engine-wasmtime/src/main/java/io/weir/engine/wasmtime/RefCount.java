package io.weir.engine.wasmtime;

import java.util.concurrent.atomic.AtomicInteger;

/** Frees native things when their owner and all that use them have let go, in whatever order. */
final class RefCount {
  private final AtomicInteger count = new AtomicInteger(1);
  private final Runnable free;

  RefCount(Runnable free) {
    this.free = free;
  }

  /**
   * Takes a reference.
   *
   * @throws IllegalStateException when it is freed already
   */
  void retain() {
    if (count.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
      throw new IllegalStateException("closed");
    }
  }

  void release() {
    if (count.decrementAndGet() == 0) {
      free.run();
    }
  }
}
