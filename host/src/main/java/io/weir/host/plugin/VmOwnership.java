package io.weir.host.plugin;

import io.weir.proxywasm.host.TimerScheduler;
import io.weir.proxywasm.host.WorkerServices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of plugins that need a VM of their own kind. */
final class VmOwnership {
  private static final Logger log = LoggerFactory.getLogger(VmOwnership.class);

  private static final String REGISTERS = "proxy_register_shared_queue";

  private VmOwnership() {}

  /** Warns of a plugin that registers queues, which end with the stream that did. */
  static void checkImports(PluginGeneration generation) {
    if (generation.isolatesStreams()
        && generation.compiled().module().imports().stream()
            .anyMatch(i -> i.name().equals(REGISTERS))) {
      log.warn(
          "plugin {}: may register shared queues, but with isolation: stream a queue is owned no"
              + " longer than its stream lives; use isolation: vm",
          generation.label());
    }
  }

  /**
   * What VMs with {@code isolation: stream} get: with a warning, once a generation, when one sets a
   * tick, which ends with its stream.
   */
  static WorkerServices told(WorkerServices services, PluginGeneration generation) {
    TimerScheduler timers =
        (millis, task) -> {
          if (generation.tellOnce()) {
            log.warn(
                "plugin {}: sets a tick, but with isolation: stream each tick ends with its stream;"
                    + " use isolation: vm",
                generation.label());
          }
          return services.timers().schedule(millis, task);
        };
    return new WorkerServices(
        services.callouts(), services.grpc(), services.redis(), timers, services.executor());
  }
}
