package io.weir.bench.stream;

import io.netty.channel.EventLoop;
import io.weir.bench.vm.Embedder;
import io.weir.host.config.ConfigReader;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.PluginRef;
import io.weir.host.config.Redactor;
import io.weir.host.config.Secrets;
import io.weir.host.plugin.BoundPlugin;
import io.weir.host.plugin.Engines;
import io.weir.host.plugin.PluginChange;
import io.weir.host.plugin.PluginManager;
import io.weir.host.plugin.PluginWorker;
import io.weir.host.plugin.VmFactory;
import io.weir.host.plugin.VmWatchdog;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.ext.higress.RedisCallout;
import io.weir.proxywasm.host.GrpcCallout;
import io.weir.proxywasm.host.WorkerServices;
import io.weir.registry.ClientOptions;
import io.weir.registry.PluginPuller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The gateway's own management of plugins, with one plugin on one worker. */
final class BenchPlugins implements AutoCloseable {
  private final PluginPuller puller;
  private final Engines engines;
  private final VmWatchdog watchdog = new VmWatchdog();
  private final VmFactory vms = new VmFactory(Embedder.services(), watchdog);
  private final PluginManager manager;
  private final List<BoundPlugin> chain;

  private record Worker(int index, EventLoop loop, WorkerServices services)
      implements PluginWorker {}

  /**
   * @param module the plugin
   */
  BenchPlugins(EventLoop loop, String engine, Path module) {
    puller = new PluginPuller(temporary(), ClientOptions.defaults());
    engines = new Engines(new EngineOptions(null));
    WorkerServices services =
        new WorkerServices(
            (upstream, headers, body, trailers, timeout, listener) -> WasmResult.BAD_ARGUMENT,
            GrpcCallout.NONE,
            RedisCallout.NONE,
            (millis, task) -> () -> {},
            Runnable::run);
    Secrets secrets = Secrets.ofProcess(new Redactor());
    Worker worker = new Worker(0, loop, services);
    manager = new PluginManager(puller, engines, secrets, vms, List.of(worker));
    chain = bind(engine, module);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("weir-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<BoundPlugin> bind(String engine, Path module) {
    GatewayConfig config =
        ConfigReader.read(
            """
            plugins: [ { name: cycle, url: "%s", engine: %s, pluginConfig: {} } ]
            gateway: { plugins: [ { name: cycle } ] }
            """
                .formatted(module.toAbsolutePath().toUri(), engine),
            ConfigReader.Format.YAML);
    PluginChange change = manager.begin(config);
    change.resolve();
    List<PluginRef> refs = config.gateway().plugins();
    List<BoundPlugin> bound = change.chain(List.of(new PluginChange.Refs("gateway.plugins", refs)));
    change.prepare();
    change.adopt(0);
    change.committed();
    return bound;
  }

  List<BoundPlugin> chain() {
    return chain;
  }

  @Override
  public void close() {
    manager.close();
    vms.close();
    watchdog.close();
    engines.close();
    puller.close();
  }
}
