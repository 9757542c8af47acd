package io.weir.bench.smuggling;

import io.weir.bench.torture.gateway.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A gateway before one upstream. */
record GatewayStart(int port, AutoCloseable process) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Weir, from this process' class path, with one worker, so that connections are shared. */
  static GatewayStart weir(Path folder, int upstream) throws IOException, InterruptedException {
    int port = Ports.free();
    Path config = folder.resolve("gateway.yaml");
    Files.writeString(config, CONFIG.formatted(port, upstream));
    List<String> args =
        List.of(
            "--config",
            config.toString(),
            "--data",
            folder.resolve("data").toString(),
            "--admin",
            "127.0.0.1:" + Ports.free(),
            "--workers",
            "1");
    List<String> jvm = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss8m");
    GatewayProcess gateway =
        GatewayProcess.start(folder.resolve("weir.log"), GatewayProcess.MAIN, jvm, args);
    gateway.awaitReady(LIMIT);
    return new GatewayStart(port, gateway);
  }

  /** Another: a command that is given the port to listen on and that of the upstream. */
  static GatewayStart other(String command, Path folder, int upstream)
      throws IOException, InterruptedException {
    int port = Ports.free();
    Process process =
        new ProcessBuilder(command, "" + port, "" + upstream)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("other.log").toFile())
            .start();
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!Ports.isOpen(port)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException(command + ": it does not listen on port " + port);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return new GatewayStart(port, () -> process.destroy());
  }

  private static final String CONFIG =
      """
      listeners:
        - { name: web, address: "127.0.0.1:%d" }
      upstreams:
        - { name: origin, endpoints: [ "127.0.0.1:%d" ] }
      routes:
        - { name: all, backendRefs: [ { name: origin } ] }
      """;
}
