package io.weir.host.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /**
   * What to call, from any thread of its own, when something that the live configuration names has
   * changed, a tag that has moved for one: it has the same configuration applied again. Told once,
   * after the first {@link #apply}.
   *
   * @param reapply throws what {@link #apply} does
   */
  default void onMoved(Runnable reapply) {}

  /** The number of the live generation, 0 before the first. Any thread. */
  long generation();

  /** The plugin generations that exist now, live and draining. Any thread. */
  List<PluginStatus> plugins();

  /** The engines of this build, and whether they run on this machine. Any thread. */
  default List<EngineStatus> engines() {
    return List.of();
  }

  /**
   * Where the listeners listen, {@code host:port} by the listener's name: what the configuration
   * says, with the port that was given out where it says 0. Any thread.
   */
  default Map<String, String> boundAddresses() {
    return Map.of();
  }

  /** Stops serving; called once, after the last {@link #apply}. */
  default void close() {}

  /**
   * An engine.
   *
   * @param reason why it is not available, null when it is
   */
  record EngineStatus(String name, boolean available, @Nullable String reason) {}

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
