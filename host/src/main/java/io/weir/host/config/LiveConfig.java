package io.weir.host.config;

/**
 * The configuration that serves.
 *
 * @param etag a strong entity tag of its content, with the quotes: equal contents, equal tags
 * @param generation what {@link ConfigApplier#apply} answered
 */
public record LiveConfig(GatewayConfig config, String etag, long generation) {}
