package io.weir.host.upstream;

/**
 * An endpoint of a cluster as one worker knows it.
 *
 * @param healthy whether new requests go there
 * @param active requests and connections of its own under way
 * @param total all that there have been since the endpoint came into the configuration
 */
public record UpstreamHost(Endpoint endpoint, boolean healthy, int active, long total) {}
