package io.weir.host.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Time limits of the connections of a listener.
 *
 * @param idle how long a TCP connection may pass no byte in either direction (default 1 h); zero:
 *     no limit; null for HTTP, whose routes have limits of their own
 */
public record ListenerTimeouts(@Nullable Duration idle) {}
