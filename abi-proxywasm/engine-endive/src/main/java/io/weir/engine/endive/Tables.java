package io.weir.engine.endive;

import io.weir.proxywasm.engine.InvalidModuleException;
import run.endive.runtime.TableInstance;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;

/** Makes an instance's tables, bounded. */
final class Tables {
  /** The most elements in a table: the largest modules seen have some ten thousand functions. */
  static final long MAX_ELEMENTS = 1 << 20;

  private Tables() {}

  /**
   * The table gets limits of its own: Endive's {@code table.grow} changes the limits object, which
   * would otherwise be the module's, shared by every instance.
   */
  static TableInstance create(Table declared, int initialValue) {
    TableLimits limits = declared.limits();
    if (limits.min() > MAX_ELEMENTS) {
      throw new InvalidModuleException(
          "table: " + limits.min() + " elements (expected: at most " + MAX_ELEMENTS + ")", null);
    }
    TableLimits own = new TableLimits(limits.min(), Math.min(limits.max(), MAX_ELEMENTS));
    return new TableInstance(
        new Table(declared.elementType(), own, declared.initialize()), initialValue);
  }
}
