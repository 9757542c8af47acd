package io.weir.engine.endive;

import run.endive.runtime.CallResult;
import run.endive.runtime.Machine;

/**
 * The generated machine and the host object of its instance, so that a host function, which Endive
 * hands the {@code Instance}, finds its host without a look-up.
 */
final class HostedMachine implements Machine {
  private final Machine generated;
  private final Object host;

  /**
   * Where host functions leave their result. One is enough: the generated code takes it out before
   * it does anything else.
   */
  private final long[] result = new long[1];

  HostedMachine(Machine generated, Object host) {
    this.generated = generated;
    this.host = host;
  }

  Machine generated() {
    return generated;
  }

  Object host() {
    return host;
  }

  long[] result(long value) {
    result[0] = value;
    return result;
  }

  @Override
  public long[] call(int function, long[] args) {
    return generated.call(function, args);
  }

  @Override
  public long[] call(int function, long[] args, Object[] references) {
    return generated.call(function, args, references);
  }

  @Override
  public CallResult callWithRefs(int function, long[] args, Object[] references) {
    return generated.callWithRefs(function, args, references);
  }
}
