package io.weir.bench.kill;

import io.weir.bench.kill.Load.Failure;
import io.weir.host.config.ConfigReader;
import io.weir.host.config.Redactor;
import io.weir.host.config.Secrets;
import io.weir.host.plugin.Engines;
import io.weir.host.worker.DataPlaneOptions;
import io.weir.host.worker.WorkerDataPlane;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.registry.ClientOptions;
import io.weir.registry.PluginPuller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One run: a gateway in this process, two upstreams in processes of their own, and the kills. */
final class KillRun {
  private final int kills;
  private final int clients;
  private final long pauseMillis;
  private final List<Kill> done = new ArrayList<>();

  /**
   * @param beganNanos before the signal
   * @param goneNanos the process was gone
   * @param underWay what it had begun with and not ended
   */
  record Kill(long beganNanos, long goneNanos, Set<String> underWay) {}

  /**
   * @param pauseMillis between a kill and the restart, and between that and the next kill
   */
  KillRun(int kills, int clients, long pauseMillis) {
    this.kills = kills;
    this.clients = clients;
    this.pauseMillis = pauseMillis;
  }

  KillReport run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("upstream-kill");
    OriginProcess[] origins = {new OriginProcess(0), new OriginProcess(0)};
    WorkerDataPlane plane =
        new WorkerDataPlane(
            DataPlaneOptions.of(2),
            new Engines(new EngineOptions(folder.resolve("code"))),
            new PluginPuller(folder.resolve("cache"), ClientOptions.defaults()),
            new Secrets(Map.<String, String>of()::get, new Redactor()));
    try {
      plane.apply(ConfigReader.read(config(origins), ConfigReader.Format.YAML));
      Load load = new Load(Objects.requireNonNull(plane.listeners().get("web")).getPort());
      load.start(clients);
      Thread.sleep(pauseMillis);
      for (int i = 0; i < kills; i++) {
        kill(origins, i % 2);
      }
      load.stop();
      return report(load);
    } finally {
      plane.close();
      origins[0].close();
      origins[1].close();
    }
  }

  private static String config(OriginProcess[] origins) {
    return """
    listeners: [ { name: web, address: "127.0.0.1:0" } ]
    upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d", "127.0.0.1:%d" ] } ]
    routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
    """
        .formatted(origins[0].port(), origins[1].port());
  }

  private void kill(OriginProcess[] origins, int which) throws IOException, InterruptedException {
    OriginProcess victim = origins[which];
    long began = System.nanoTime();
    victim.kill();
    done.add(new Kill(began, System.nanoTime(), victim.underWay()));
    Thread.sleep(pauseMillis);
    origins[which] = new OriginProcess(victim.port());
    Thread.sleep(pauseMillis);
  }

  private KillReport report(Load load) {
    Set<String> underWay = new HashSet<>();
    done.forEach(k -> underWay.addAll(k.underWay()));
    int onIt = 0;
    int onTheirWay = 0;
    List<Failure> others = new ArrayList<>();
    for (Failure failure : load.failures()) {
      if (underWay.contains(failure.id())) {
        onIt++;
      } else if (done.stream().anyMatch(k -> crosses(failure, k))) {
        onTheirWay++;
      } else {
        others.add(failure);
      }
    }
    return new KillReport(
        load.sent(), done.size(), underWay.size(), onIt, onTheirWay, List.copyOf(others));
  }

  /** Sent before the process was gone, and not answered when it was. */
  private static boolean crosses(Failure failure, Kill kill) {
    return failure.begunNanos() < kill.goneNanos()
        && failure.begunNanos() > kill.beganNanos() - 1_000_000_000L;
  }
}
