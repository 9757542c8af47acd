package io.weir.host.plugin;

import io.weir.host.config.GatewayConfig.FailStrategy;

/** A plugin at its place in a route's chain. Immutable. */
public record BoundPlugin(PluginGeneration generation, FailStrategy failStrategy) {
  public String name() {
    return generation.name();
  }

  /** Name and digest, for logs. */
  public String label() {
    return generation.label();
  }
}
