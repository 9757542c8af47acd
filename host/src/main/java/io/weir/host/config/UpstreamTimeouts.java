package io.weir.host.config;

import java.time.Duration;

/**
 * Time limits of the connections to an upstream.
 *
 * @param connect until the TCP connection stands (default 2 s)
 * @param idle how long an unused pooled connection is kept (default 60 s)
 */
public record UpstreamTimeouts(Duration connect, Duration idle) {}
