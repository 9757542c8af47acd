package io.weir.host.worker;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.PluginRef;
import io.weir.host.config.Secrets;
import io.weir.host.route.RouteTable;
import java.util.List;
import java.util.Map;

/**
 * A configuration with what was made of it, kept for the next change. Immutable.
 *
 * @param digests the SHA-256 of the module of each plugin, by the plugin's name
 * @param routes in the order of the configuration's
 * @param readsFiles whether a plugin's configuration names a secret file, which each change reads
 *     again
 */
record CompiledConfig(
    GatewayConfig config,
    Map<String, String> digests,
    CompiledRoutes routes,
    RouteTable table,
    boolean readsFiles) {
  static final CompiledConfig EMPTY =
      new CompiledConfig(
          GatewayConfig.EMPTY, Map.of(), CompiledRoutes.NONE, RouteTable.EMPTY, false);

  /**
   * Whether what is bound to a route or listener that is in both configurations is the same: the
   * plugins and their modules are, and no secret file is to be read again.
   *
   * @param modules as {@link #digests}, of {@code next}
   */
  boolean bindsAlike(GatewayConfig next, Map<String, String> modules) {
    return next != config
        && next.plugins() == config.plugins()
        && next.gateway().plugins().equals(config.gateway().plugins())
        && modules.equals(digests)
        && !readsFiles;
  }

  /** Whether some plugin or binding names a secret file. */
  static boolean readsFiles(GatewayConfig config) {
    return readsFiles(config.gateway().plugins())
        || anyListenerReadsFiles(config.listeners())
        || config.plugins().stream().anyMatch(CompiledConfig::readsFiles)
        || anyReadsFiles(config.routes());
  }

  /** Whether a binding of some of the routes names a secret file. */
  static boolean anyReadsFiles(List<GatewayConfig.Route> routes) {
    return routes.stream().anyMatch(r -> readsFiles(r.plugins()));
  }

  /** Whether a binding of some of the listeners names a secret file. */
  static boolean anyListenerReadsFiles(List<GatewayConfig.Listener> listeners) {
    return listeners.stream().anyMatch(l -> readsFiles(l.plugins()));
  }

  private static boolean readsFiles(GatewayConfig.Plugin plugin) {
    return Secrets.namesFile(plugin.pluginConfig())
        || Secrets.namesFile(plugin.vmConfig().configuration())
        || plugin.vmConfig().env().values().stream().anyMatch(Secrets::namesFile);
  }

  private static boolean readsFiles(List<PluginRef> bindings) {
    for (PluginRef binding : bindings) {
      JsonNode config = binding.pluginConfig();
      if (config != null && Secrets.namesFile(config)) {
        return true;
      }
    }
    return false;
  }
}
