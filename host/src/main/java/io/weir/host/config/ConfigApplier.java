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

  /** Whether new requests are being refused, for want of memory. Any thread. */
  default boolean isShedding() {
    return false;
  }

  /** The certificates that listeners show now. Any thread. */
  default List<CertificateInfo> certificates() {
    return List.of();
  }

  /** Whether it is being stopped: what comes to it should go elsewhere. Any thread. */
  default boolean isStopping() {
    return false;
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
   * @param config digest of its effective configuration, {@code sha256:...}
   * @param engine the engine that runs it
   * @param isolation {@code vm} or {@code stream}
   * @param state {@code live} or {@code draining}
   * @param bindings how many times routes, listeners and the gateway bind it; a route counts once
   *     for each listener that it is on
   * @param streams how many streams hold it
   * @param vms how many VMs it has, over all workers
   * @param spares VMs that wait for one that fails
   * @param memoryBytes linear memory of its VMs
   * @param calls guest calls since it began
   * @param events what went wrong with this version of the plugin since the start, by name
   */
  record PluginStatus(
      String plugin,
      long number,
      String digest,
      String config,
      String engine,
      String isolation,
      String state,
      int bindings,
      long streams,
      int vms,
      int spares,
      long memoryBytes,
      long calls,
      Map<String, Long> events) {}
}
