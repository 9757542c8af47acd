package io.weir.host.config;

import java.nio.charset.StandardCharsets;

/**
 * The configuration that serves.
 *
 * @param etag a strong entity tag of its content, with the quotes: equal contents, equal tags
 * @param generation what {@link ConfigApplier#apply} answered
 */
public record LiveConfig(GatewayConfig config, String etag, long generation) {
  static LiveConfig of(GatewayConfig config, long generation) {
    return new LiveConfig(config, etag(config), generation);
  }

  static String etag(GatewayConfig config) {
    byte[] written = ConfigWriter.json(config).getBytes(StandardCharsets.UTF_8);
    return "\"" + Digests.sha256(written).substring(0, 32) + "\"";
  }
}
