package io.weir.engine.endive;

import run.endive.runtime.Instance;
import run.endive.runtime.Memory;

/**
 * A module's exports, to be called without arrays; {@link ExportsWriter} writes the one subclass
 * that each module has. One object for all instances. Public for the generated classes only.
 */
public abstract class DirectExports {
  /** For the generated class. */
  protected DirectExports() {}

  /** The number by which a function is called here, or -1 when it is not. */
  public abstract int number(int function);

  /**
   * Calls a function. What it has no parameters for is dropped.
   *
   * @param number as {@link #number} gave it
   * @return its result, 0 when it has none
   */
  public abstract int call(
      int number, int a0, int a1, int a2, int a3, int a4, Memory memory, Instance instance);
}
