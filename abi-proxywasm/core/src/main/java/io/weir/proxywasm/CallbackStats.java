package io.weir.proxywasm;

/**
 * What one callback has cost. The counts are exact; times are those of the sampled calls alone. A
 * mean is a time divided by {@code samples}, an estimate of the whole is that times {@code calls}.
 *
 * @param name of the export, {@code proxy_on_log} for instance
 * @param calls of it, failed ones included
 * @param traps calls that ended in a trap, a defect or an exhausted stack
 * @param timeouts calls that were stopped because their time was over
 * @param samples how many calls were timed
 * @param guestNanos the time that those spent in the guest's code, in nanoseconds
 * @param hostNanos the time that those spent in host functions, in nanoseconds
 * @param durations of the sampled calls, guest and host together
 */
public record CallbackStats(
    String name,
    long calls,
    long traps,
    long timeouts,
    long samples,
    long guestNanos,
    long hostNanos,
    DurationHistogram durations) {

  /** The sum of two of the same callback. */
  public CallbackStats plus(CallbackStats other) {
    return new CallbackStats(
        name,
        calls + other.calls,
        traps + other.traps,
        timeouts + other.timeouts,
        samples + other.samples,
        guestNanos + other.guestNanos,
        hostNanos + other.hostNanos,
        durations.plus(other.durations));
  }
}
