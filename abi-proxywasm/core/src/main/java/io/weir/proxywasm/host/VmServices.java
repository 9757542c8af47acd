package io.weir.proxywasm.host;

/**
 * What every VM has from the start, on whatever thread it is started.
 *
 * @param properties those that no stream is needed for
 * @param upstreams those of the configuration that the VM is started for
 */
public record VmServices(
    LogSink log,
    WallClock clock,
    SharedData sharedData,
    SharedQueues sharedQueues,
    MetricsSink metrics,
    PropertySource properties,
    ForeignFunctions foreign,
    UpstreamNames upstreams) {

  /** Without foreign functions, and with calls to any upstream taken. */
  public static VmServices of(
      LogSink log,
      WallClock clock,
      SharedData data,
      MetricsSink metrics,
      PropertySource properties) {
    return new VmServices(
        log,
        clock,
        data,
        new SharedQueues(),
        metrics,
        properties,
        ForeignFunctions.NONE,
        UpstreamNames.ANY);
  }

  /** The same, with another place for log lines. */
  public VmServices withLog(LogSink other) {
    return new VmServices(
        other, clock, sharedData, sharedQueues, metrics, properties, foreign, upstreams);
  }

  /** The same, for another configuration. */
  public VmServices withUpstreams(UpstreamNames other) {
    return new VmServices(
        log, clock, sharedData, sharedQueues, metrics, properties, foreign, other);
  }
}
