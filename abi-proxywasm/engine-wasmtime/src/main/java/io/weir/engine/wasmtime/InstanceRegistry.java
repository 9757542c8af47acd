package io.weir.engine.wasmtime;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The live instances by number: a store carries its number, since it cannot carry an object. */
final class InstanceRegistry {
  private volatile @Nullable WasmtimeInstance[] slots = new @Nullable WasmtimeInstance[16];

  /** Gives the instance a number that no live one has. */
  synchronized int add(WasmtimeInstance instance) {
    @Nullable WasmtimeInstance[] current = slots;
    int free = 0;
    while (free < current.length && current[free] != null) {
      free++;
    }
    // a copy, so that readers without the lock see whole arrays
    @Nullable WasmtimeInstance[] next =
        Arrays.copyOf(current, free < current.length ? current.length : current.length * 2);
    next[free] = instance;
    slots = next;
    return free;
  }

  synchronized void remove(int number) {
    @Nullable WasmtimeInstance[] next = slots.clone();
    next[number] = null;
    slots = next;
  }

  WasmtimeInstance get(long number) {
    return Objects.requireNonNull(slots[(int) number]);
  }
}
