package io.weir.host.admin;

/** How many workers the data plane has. */
public record WorkerCount(int count) {}
