package io.weir.engine.endive;

import io.weir.proxywasm.engine.Interruptible;

/** The generated code looks at its thread's interrupt flag at every call and backward branch. */
final class ThreadInterrupt implements Interruptible {
  static final ThreadInterrupt INSTANCE = new ThreadInterrupt();

  private ThreadInterrupt() {}

  @Override
  public void interrupt(Thread runner) {
    runner.interrupt();
  }

  @Override
  @SuppressWarnings("ThreadInterruptedResultUnused") // clearing is the purpose
  public void clearInterrupt() {
    Thread.interrupted();
  }
}
