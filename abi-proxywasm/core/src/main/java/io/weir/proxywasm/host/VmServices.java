package io.weir.proxywasm.host;

/**
 * What every VM has from the start, on whatever thread it is started.
 *
 * @param properties those that no stream is needed for
 */
public record VmServices(
    LogSink log,
    WallClock clock,
    SharedData sharedData,
    MetricsSink metrics,
    PropertySource properties) {}
