package io.weir.proxywasm.engine;

import java.time.Duration;

/**
 * What an instance may use.
 *
 * @param memoryBytes the most linear memory, in bytes; growing past it fails in the guest ({@code
 *     memory.grow} gives -1)
 * @param start the longest that a start section may run, in processor time of its thread
 */
public record InstanceLimits(long memoryBytes, Duration start) {
  private static final Duration USUAL_START = Duration.ofSeconds(10);

  /** With ten seconds for the start. */
  public InstanceLimits(long memoryBytes) {
    this(memoryBytes, USUAL_START);
  }
}
