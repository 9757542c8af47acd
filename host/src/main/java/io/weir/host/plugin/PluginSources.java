package io.weir.host.plugin;

import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.GatewayConfig;
import io.weir.proxywasm.PluginCode;
import io.weir.registry.PluginArtifact;
import io.weir.registry.PluginPuller;
import io.weir.registry.PullException;
import io.weir.registry.PullPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a plugin's url to its code, by way of the cache. Control side; blocks. */
final class PluginSources {
  private static final Logger log = LoggerFactory.getLogger(PluginSources.class);

  private static final String FILE = "file:";

  private final PluginPuller puller;

  PluginSources(PluginPuller puller) {
    this.puller = puller;
  }

  /**
   * @param cacheWillDo when the registry is down, what was pulled last is as good: it is live, or
   *     the gateway starts and would serve nothing without it
   * @throws ConfigException naming the plugin, when its code cannot be had
   */
  PluginCode get(GatewayConfig.Plugin plugin, boolean cacheWillDo) {
    try {
      return code(puller.pull(plugin.url(), policy(plugin), plugin.sha256()));
    } catch (PullException e) {
      PluginCode cached =
          cacheWillDo && e.reason() == PullException.Reason.UNREACHABLE ? cached(plugin) : null;
      if (cached != null) {
        log.warn(
            "plugin {}: {}; serving what was pulled last: {}",
            plugin.name(),
            e.getMessage(),
            cached);
        return cached;
      }
      String what = e.getMessage();
      String remedy = "; " + e.remedy();
      String message =
          what.endsWith(remedy) ? what.substring(0, what.length() - remedy.length()) : what;
      throw new ConfigException(
          new Problem("plugins[" + plugin.name() + "].url", 0, message, e.remedy()));
    }
  }

  /**
   * Whether what was had of this plugin before is still it: its address is asked once. A file is
   * read again, and a tag that may move is asked for again, with each change.
   */
  boolean mayKeep(GatewayConfig.Plugin plugin) {
    return switch (plugin.imagePullPolicy()) {
      case Always -> false;
      case IfNotPresent -> !plugin.url().startsWith(FILE);
      case UNSPECIFIED_POLICY ->
          !plugin.url().startsWith(FILE)
              && PullPolicy.forUrl(plugin.url()) == PullPolicy.IF_NOT_PRESENT;
    };
  }

  private @Nullable PluginCode cached(GatewayConfig.Plugin plugin) {
    return puller.cached(plugin.url()).map(PluginSources::code).orElse(null);
  }

  private static PluginCode code(PluginArtifact artifact) {
    return new PluginCode(artifact.wasm(), artifact.wasmSha256());
  }

  private static @Nullable PullPolicy policy(GatewayConfig.Plugin plugin) {
    return switch (plugin.imagePullPolicy()) {
      case UNSPECIFIED_POLICY -> null;
      case IfNotPresent -> PullPolicy.IF_NOT_PRESENT;
      case Always -> PullPolicy.ALWAYS;
    };
  }
}
