package io.weir.proxywasm.internal;

import io.weir.proxywasm.engine.GuestFunction;

/** A function that the host calls of its own accord, and the counts of those calls. */
public final class GuestCallback {
  private final String name;
  final GuestFunction function;
  final CallCounters counters = new CallCounters();

  GuestCallback(String name, GuestFunction function) {
    this.name = name;
    this.function = function;
  }

  /** The export's name. */
  public String name() {
    return name;
  }
}
