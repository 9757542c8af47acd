package io.weir.engine.wasmtime;

import io.weir.proxywasm.engine.HostFunction;
import io.weir.proxywasm.engine.ImportedFunction;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;

/**
 * The native stubs of an engine's host functions. Modules that bind the same function to the same
 * import share its stub, so that a plugin's next version starts with stubs that the JIT has
 * compiled already. A stub is freed with the last module that uses it.
 */
final class HostStubs {
  /** What a stub is for; {@code function} is compared by its own {@code equals}. */
  record Key(ImportedFunction imported, HostFunction function) {}

  private static final class Stub {
    private final Arena arena = Arena.ofShared();
    private final long address;
    private int users;

    Stub(HostImport host) {
      this.address = host.stub(arena);
    }
  }

  private final InstanceRegistry instances;
  private final Map<Key, Stub> stubs = new HashMap<>();

  HostStubs(InstanceRegistry instances) {
    this.instances = instances;
  }

  /** The stub's address; to be given back with {@link #release}. */
  synchronized long acquire(Key key) {
    Stub stub =
        stubs.computeIfAbsent(
            key, k -> new Stub(HostImport.of(k.imported(), k.function(), instances)));
    stub.users++;
    return stub.address;
  }

  synchronized void release(Key key) {
    Stub stub = stubs.get(key);
    if (stub == null) {
      throw new IllegalStateException("no stub for " + key.imported());
    }
    if (--stub.users == 0) {
      stubs.remove(key);
      stub.arena.close();
    }
  }
}
