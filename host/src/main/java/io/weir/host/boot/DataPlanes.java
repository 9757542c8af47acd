package io.weir.host.boot;

import io.weir.host.config.ConfigApplier;
import io.weir.host.config.Secrets;
import io.weir.host.plugin.Engines;
import io.weir.host.worker.WorkerDataPlane;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.registry.ClientOptions;
import io.weir.registry.PluginPuller;
import java.nio.file.Path;

/** The one place where the process meets the data plane. */
final class DataPlanes {
  private DataPlanes() {}

  /** See {@link DataPlaneFactory}. */
  static ConfigApplier open(RunOptions options, Secrets secrets) {
    Path cache = options.data().resolve("cache");
    return new WorkerDataPlane(
        options.dataPlane(),
        new Engines(new EngineOptions(cache.resolve("code"))),
        new PluginPuller(cache.resolve("plugins"), ClientOptions.defaults()),
        secrets);
  }
}
