package io.weir.proxywasm.internal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Contexts by id: open addressing with linear probing, no boxing. */
final class ContextTable {
  private @Nullable CallContext[] slots = new @Nullable CallContext[64];
  private int size;
  private int nextId;

  ContextTable() {
    this(1);
  }

  /**
   * @param firstId the first that {@link #freshId} gives
   */
  ContextTable(int firstId) {
    nextId = firstId;
  }

  /**
   * An id that no context has. They wrap around: a busy VM sees 2^32 streams within days, and its
   * root stays.
   */
  int freshId() {
    while (nextId == 0 || get(nextId) != null) {
      nextId++;
    }
    return nextId++;
  }

  @Nullable CallContext get(int id) {
    for (int i = home(id); ; i = next(i)) {
      CallContext c = slots[i];
      if (c == null || c.id == id) {
        return c;
      }
    }
  }

  void put(CallContext context) {
    if ((size + 1) * 2 > slots.length) {
      grow();
    }
    insert(context);
    size++;
  }

  void remove(int id) {
    int i = home(id);
    while (true) {
      CallContext c = slots[i];
      if (c == null) {
        return;
      }
      if (c.id == id) {
        break;
      }
      i = next(i);
    }
    size--;
    slots[i] = null;
    // What follows in the same run may have been pushed on by the removed one: put it in anew.
    for (int j = next(i); ; j = next(j)) {
      CallContext c = slots[j];
      if (c == null) {
        return;
      }
      slots[j] = null;
      insert(c);
    }
  }

  int size() {
    return size;
  }

  void forEach(Consumer<CallContext> action) {
    for (CallContext c : slots.clone()) {
      if (c != null) {
        action.accept(c);
      }
    }
  }

  private void insert(CallContext context) {
    int i = home(context.id);
    while (slots[i] != null) {
      i = next(i);
    }
    slots[i] = context;
  }

  private void grow() {
    @Nullable CallContext[] old = slots;
    slots = new @Nullable CallContext[old.length * 2];
    for (CallContext c : old) {
      if (c != null) {
        insert(c);
      }
    }
  }

  private int home(int id) {
    return (id * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
  }

  private int next(int index) {
    return (index + 1) & (slots.length - 1);
  }
}
