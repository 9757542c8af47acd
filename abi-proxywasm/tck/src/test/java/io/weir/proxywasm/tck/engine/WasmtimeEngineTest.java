package io.weir.proxywasm.tck.engine;

import org.junit.jupiter.api.Nested;

/** The seam's contract on Wasmtime. */
class WasmtimeEngineTest {
  @Nested
  class Calls extends CallContract {
    Calls() {
      super(EngineUnderTest.WASMTIME);
    }
  }

  @Nested
  class Memory extends MemoryContract {
    Memory() {
      super(EngineUnderTest.WASMTIME);
    }

    @Override
    boolean tellsOfRefusedGrowth() {
      return false; // the C API's store limiter has no callback
    }
  }

  @Nested
  class Traps extends TrapContract {
    Traps() {
      super(EngineUnderTest.WASMTIME);
    }
  }

  @Nested
  class Modules extends ModuleContract {
    Modules() {
      super(EngineUnderTest.WASMTIME);
    }
  }

  @Nested
  class Interrupts extends InterruptContract {
    Interrupts() {
      super(EngineUnderTest.WASMTIME);
    }
  }

  @Nested
  class Caches extends CacheContract {
    Caches() {
      super(EngineUnderTest.WASMTIME);
    }
  }

  @Nested
  class Lifecycles extends LifecycleContract {
    Lifecycles() {
      super(EngineUnderTest.WASMTIME);
    }
  }

  @Nested
  class Stacks extends StackContract {
    Stacks() {
      super(EngineUnderTest.WASMTIME);
    }
  }

  @Nested
  class BrokenModules extends LoadFuzzContract {
    BrokenModules() {
      super(EngineUnderTest.WASMTIME);
    }
  }
}
