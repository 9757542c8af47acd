package io.weir.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.host.config.GatewayConfig.FailStrategy;
import io.weir.host.config.GatewayConfig.Phase;
import org.jspecify.annotations.Nullable;

/**
 * A binding of a plugin by name.
 *
 * @param pluginConfig merged over the plugin's own, null when the binding has none
 * @param failStrategy null: the plugin's
 * @param phase null: the plugin's
 * @param priority null: the plugin's
 */
public record PluginRef(
    String name,
    @Nullable JsonNode pluginConfig,
    @Nullable Phase phase,
    @Nullable Integer priority,
    @Nullable FailStrategy failStrategy) {}
