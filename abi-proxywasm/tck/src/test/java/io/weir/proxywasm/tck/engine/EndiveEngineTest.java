package io.weir.proxywasm.tck.engine;

import org.junit.jupiter.api.Nested;

/** The seam's contract on Endive. */
class EndiveEngineTest {
  @Nested
  class Calls extends CallContract {
    Calls() {
      super(EngineUnderTest.ENDIVE);
    }
  }

  @Nested
  class Memory extends MemoryContract {
    Memory() {
      super(EngineUnderTest.ENDIVE);
    }
  }

  @Nested
  class Traps extends TrapContract {
    Traps() {
      super(EngineUnderTest.ENDIVE);
    }
  }

  @Nested
  class Modules extends ModuleContract {
    Modules() {
      super(EngineUnderTest.ENDIVE);
    }
  }

  @Nested
  class Interrupts extends InterruptContract {
    Interrupts() {
      super(EngineUnderTest.ENDIVE);
    }
  }

  @Nested
  class Caches extends CacheContract {
    Caches() {
      super(EngineUnderTest.ENDIVE);
    }
  }

  @Nested
  class Lifecycles extends LifecycleContract {
    Lifecycles() {
      super(EngineUnderTest.ENDIVE);
    }
  }

  @Nested
  class Stacks extends StackContract {
    Stacks() {
      super(EngineUnderTest.ENDIVE);
    }
  }

  @Nested
  class BrokenModules extends LoadFuzzContract {
    BrokenModules() {
      super(EngineUnderTest.ENDIVE);
    }
  }
}
