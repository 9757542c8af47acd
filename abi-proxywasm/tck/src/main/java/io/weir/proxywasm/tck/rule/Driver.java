package io.weir.proxywasm.tck.rule;

/** How a rule can be tried. */
public enum Driver {
  /** Over {@code core}, with a stream that never waits: where pauses do not matter. */
  IN_PROCESS,
  /** Over HTTP against a running gateway. */
  HTTP
}
