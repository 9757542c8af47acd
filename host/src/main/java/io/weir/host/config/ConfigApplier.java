package io.weir.host.config;

import java.util.List;

/**
 * Makes a configuration live: resolve, canary, prepare, commit, and the drain of what it replaces.
 */
public interface ConfigApplier {
  /**
   * Applies {@code config} as one change. Called by one control thread at a time; blocks for pulls
   * and compilation, and returns when every worker has acknowledged the new generation.
   *
   * @return the number of the generation that is now live
   * @throws ConfigException when the change is refused; what was live stays live
   */
  long apply(GatewayConfig config);

  /** The number of the live generation, 0 before the first. Any thread. */
  long generation();

  /** The plugin generations that exist now, live and draining. Any thread. */
  List<PluginStatus> plugins();

  /**
   * One plugin generation.
   *
   * @param plugin its name in the configuration
   * @param number the gateway-wide number of this plugin generation
   * @param digest of its module, {@code sha256:...}
   * @param engine the engine that runs it
   * @param state {@code live} or {@code draining}
   * @param streams how many streams hold it
   * @param vms how many VMs it has, at most one a worker
   */
  record PluginStatus(
      String plugin,
      long number,
      String digest,
      String engine,
      String state,
      long streams,
      int vms) {}
}
