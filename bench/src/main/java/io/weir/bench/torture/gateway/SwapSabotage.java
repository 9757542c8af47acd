package io.weir.bench.torture.gateway;

/** What the swapper does wrong on purpose, to prove that the checks can fail. */
public enum SwapSabotage {
  NONE,
  /** Changes the plugins one by one, and counts that as one change. */
  MIXED,
  /** Counts a change as acknowledged before it was sent. */
  EARLY
}
